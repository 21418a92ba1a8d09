import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const cli = join(import.meta.dirname, '../../src/main/cli.ts')
const STARTED_LIMIT_MS = 90_000

export type ServerProcess = Readonly<{
  url: string
  pid: number
  /** What it has written to standard error. */
  errors(): string
  /** `kill -9`: no goodbye. Resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, in order. Resolves with the exit code. */
  stop(): Promise<number>
}>

/** Starts a real server in a process of its own on any free port and waits until it answers. */
export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [cli, 'start', '--json'], {
    env: { ...process.env, EVALLOOP_PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  const exited = new Promise<number>((done) => child.once('exit', (code) => done(code ?? -1)))
  const url = await Promise.race([addressOf(child), exited.then(() => undefined), limit()])
  if (!url) throw new Error(`The server did not start: ${errors}`)
  return {
    url,
    pid: child.pid ?? 0,
    errors: () => errors,
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
    stop: () => {
      child.kill('SIGTERM')
      return exited
    },
  }
}

async function addressOf({ stdout }: ChildProcess): Promise<string | undefined> {
  if (!stdout) return undefined
  for await (const line of createInterface({ input: stdout })) {
    if (line.startsWith('{')) return JSON.parse(line).url
  }
  return undefined
}

function limit(): Promise<undefined> {
  return new Promise((done) => setTimeout(() => done(undefined), STARTED_LIMIT_MS).unref())
}

/** What `evalloop start` says when it will not start, and its exit code. */
export async function refusedStart(
  environment: Record<string, string>,
): Promise<{ code: number; errors: string }> {
  const child = spawn(process.execPath, [cli, 'start'], {
    env: { ...process.env, EVALLOOP_PORT: '0', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  const code = await new Promise<number>((done) => child.once('exit', (value) => done(value ?? -1)))
  return { code, errors: errors.trim() }
}
