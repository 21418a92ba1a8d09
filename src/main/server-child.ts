import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { StartError } from './config.ts'
import { type Config, settingKey, settings } from './settings.ts'

export type ServerChild = Readonly<{ url: string; stop(): Promise<void>; ended: Promise<void> }>

const cli = fileURLToPath(new URL('./cli.ts', import.meta.url))

/**
 * Starts a server in a process of its own: the demo draws its pictures from SVG, which a server refuses to open for
 * its whole process. Ctrl-C reaches both; when `signal` aborts during the start, the child is asked to end too. Throws
 * StartError.
 */
export async function startServerChild(config: Config, signal: AbortSignal): Promise<ServerChild> {
  const child = spawn(process.execPath, [cli, 'start', '--json'], {
    env: { ...process.env, ...environmentOf(config) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const stop = () => {
    child.kill('SIGTERM')
    return ended
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  for await (const line of createInterface({ input: child.stdout })) {
    signal.removeEventListener('abort', stop)
    return { url: JSON.parse(line).url, stop, ended }
  }
  await ended
  if (signal.aborted) throw new StartError('The demo was stopped.')
  throw new StartError('The server for the demo did not start; the reason stands above.')
}

function environmentOf(config: Config): Record<string, string> {
  const values: Record<string, unknown> = config
  return Object.fromEntries(
    Object.entries(settings).flatMap(([name, { flag }]) => {
      const value = values[settingKey(flag)]
      return value === undefined ? [] : [[name, String(value)]]
    }),
  )
}
