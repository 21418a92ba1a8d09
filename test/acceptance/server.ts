import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll } from 'vitest'
import { newTemporaryFolder, removeFolder } from '../support/temporary-folder.ts'

const command = join(import.meta.dirname, '../../bin/evalloop')

export type ServerUnderTest = {
  /** No slash at the end. */
  url: string
  /** Known only when the server was started for this test file, and then nobody else uses it. */
  dataFolder?: string
}

/**
 * The server that this file's tests talk to: the one of `EVALLOOP_URL`, which may hold anything already, or one of
 * their own in a fresh folder, started as a user starts it.
 */
export function serverUnderTest(settings: Record<string, string> = {}): ServerUnderTest {
  const server: ServerUnderTest = { url: (process.env.EVALLOOP_URL ?? '').replace(/\/$/, '') }
  if (server.url !== '') return server
  let child: ChildProcess
  let ended: Promise<number | null>
  beforeAll(async () => {
    server.dataFolder = await newTemporaryFolder()
    child = spawn(process.execPath, [command, 'start', '--json'], {
      env: { ...process.env, EVALLOOP_PORT: '0', EVALLOOP_DATA_DIR: server.dataFolder, ...settings },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    ended = new Promise((done) => child.once('exit', done))
    server.url = await Promise.race([addressOf(child), ended.then(neverStarted)])
  })
  afterAll(async () => {
    child.kill('SIGTERM')
    const code = await ended
    await removeFolder(server.dataFolder ?? '')
    if (code !== 0) throw new Error(`The server ended with code ${code}.`)
  })
  return server
}

async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout) for await (const line of createInterface({ input: stdout })) return JSON.parse(line).url
  throw new Error('The server said no address.')
}

function neverStarted(code: number | null): never {
  throw new Error(`The server ended with code ${code} before it answered.`)
}
