import { existsSync } from 'node:fs'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The Chromium of this machine: the one that EVALLOOP_CHROMIUM names, or an installed one; undefined without any. */
export function findChromium(environment: Readonly<Record<string, string | undefined>>): string | undefined {
  const { EVALLOOP_CHROMIUM: named } = environment
  return (named ? [named] : places).find((path) => existsSync(path))
}
