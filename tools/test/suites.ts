import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findChromium } from '../../test/support/chromium.ts'
import { pathsUnder, root } from '../../test/support/source-files.ts'

type Environment = Readonly<Record<string, string | undefined>>

type Suite = Readonly<{
  /** Name of the Vitest project. */
  name: string
  folder?: string
  /** What this machine lacks to run the suite; undefined when nothing is missing. */
  missing(environment: Environment): string | undefined
}>

const nothing = () => undefined

const suites: readonly Suite[] = [
  { name: 'unit', missing: nothing },
  { name: 'pages', missing: nothing },
  { name: 'loop', folder: 'test/loop', missing: nothing },
  { name: 'acceptance', folder: 'test/acceptance', missing: nothing },
  {
    name: 'services',
    folder: 'test/services',
    missing: ({ EVALLOOP_TEST_DATABASE_URL: url }) =>
      url ? undefined : 'no PostgreSQL is named: set EVALLOOP_TEST_DATABASE_URL',
  },
  {
    name: 'browser',
    folder: 'test/browser',
    missing: (environment) =>
      findChromium(environment) ? undefined : 'no Chromium was found: install one, or set EVALLOOP_CHROMIUM',
  },
]

export type SuiteChoice = Readonly<{ run: string[]; leftOut: { name: string; reason: string }[] }>

/** Which suites run on this machine. A suite without tests is neither run nor left out. */
export function chooseSuites(environment: Environment, wanted?: readonly string[]): SuiteChoice {
  const chosen = suites.filter(({ name, folder }) => (wanted?.includes(name) ?? true) && hasTests(folder))
  const leftOut = chosen.flatMap(({ name, missing }) => {
    const reason = missing(environment)
    return reason === undefined ? [] : [{ name, reason }]
  })
  const missing = new Set(leftOut.map(({ name }) => name))
  return { run: chosen.map(({ name }) => name).filter((name) => !missing.has(name)), leftOut }
}

function hasTests(folder: string | undefined): boolean {
  if (folder === undefined) return true
  // Git keeps no empty folders: one without tests may be missing from a clone.
  return existsSync(join(root, folder)) && pathsUnder(folder).some((path) => path.endsWith('.test.ts'))
}
