import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, chown, mkdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account, Place } from './bundled-place.ts'

/** The role in the database that owns the tables. */
export const USER = 'evalloop'
const READY_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 8_000

export type Server = Readonly<{ ended: Promise<string>; stop(): Promise<void> }>

/** Makes the tables beside their place and moves them there when they are whole: whoever is cut off leaves no half. */
export async function initialise(
  { binaries, folder }: Place,
  account: Account,
  signal: AbortSignal | undefined,
): Promise<void> {
  signal?.throwIfAborted()
  const draft = `${folder}.draft`
  await removeTree(draft)
  await mkdir(draft, { recursive: true })
  await chmod(draft, 0o700)
  if (account.uid !== undefined) await chown(draft, account.uid, account.gid ?? account.uid)
  const child = spawn(
    join(binaries, 'bin/initdb'),
    [
      '-D',
      draft,
      '-U',
      USER,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
    ],
    // A group of its own, as below: Ctrl-C must not reach it, and what it starts in turn ends with it.
    { ...account, detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: childEnvironment(), cwd: '/' },
  )
  const output = collect(child)
  const end = () => endGroup(child)
  signal?.addEventListener('abort', end)
  process.once('exit', end)
  const ending = await endingOf(child)
  signal?.removeEventListener('abort', end)
  process.off('exit', end)
  if (ending === FINISHED && !signal?.aborted) {
    await removeTree(folder)
    return rename(draft, folder)
  }
  await removeTree(draft)
  signal?.throwIfAborted()
  throw new Error(`The bundled PostgreSQL could not make its tables in ${folder}: ${lastLine(output())}`)
}

/** What the ended program left behind may still change for a moment. */
async function removeTree(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 })
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

export async function launch(
  { binaries, folder }: Place,
  socketFolder: string,
  account: Account,
  signal: AbortSignal | undefined,
): Promise<Server> {
  signal?.throwIfAborted()
  const settings = {
    listen_addresses: '',
    unix_socket_directories: socketFolder,
    shared_buffers: '64MB',
    max_connections: '40',
    jit: 'off',
    log_min_messages: 'warning',
  }
  const child = spawn(
    join(binaries, 'bin/postgres'),
    ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A group of its own: Ctrl-C in the terminal must reach Evalloop first, which then stops PostgreSQL in order.
    { ...account, detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: childEnvironment(), cwd: '/' },
  )
  const output = collect(child)
  const ending = endingOf(child)
  // An end of this process that waits for nothing must still not leave PostgreSQL behind.
  const endAtOnce = () => child.kill('SIGQUIT')
  process.once('exit', endAtOnce)
  ending.then(() => process.off('exit', endAtOnce))
  const stop = () => endInOrder(child, ending)
  try {
    await waitUntilReady(join(folder, 'postmaster.pid'), child.pid, ending, output, signal)
  } catch (error) {
    await stop()
    throw error
  }
  return { ended: ending.then((how) => `${how}: ${lastLine(output())}`), stop }
}

/** First the fast way, then the immediate one; a frozen server obeys only the last. */
async function endInOrder(child: ChildProcess, ending: Promise<string>): Promise<void> {
  child.kill('SIGINT')
  const impatience = [
    setTimeout(() => child.kill('SIGQUIT'), STOP_LIMIT_MS),
    setTimeout(() => child.kill('SIGKILL'), 2 * STOP_LIMIT_MS),
  ]
  await ending
  impatience.forEach(clearTimeout)
}

/**
 * PostgreSQL writes "ready" into line 8 of its pid file when it takes connections. Line 1 tells whose file it is: one
 * that a power cut left behind says "ready" as well.
 */
async function waitUntilReady(
  pidFile: string,
  pid: number | undefined,
  ending: Promise<string>,
  output: () => string,
  signal: AbortSignal | undefined,
): Promise<void> {
  let ended = false
  ending.then(() => {
    ended = true
  })
  for (const deadline = Date.now() + READY_LIMIT_MS; Date.now() < deadline; ) {
    signal?.throwIfAborted()
    if (ended) throw new Error(`The bundled PostgreSQL did not start: ${lastLine(output())}`)
    const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n')
    if (Number(lines[0]) === pid && lines[7]?.trim() === 'ready') return
    await new Promise((done) => setTimeout(done, 10))
  }
  throw new Error(
    `The bundled PostgreSQL was not ready within ${READY_LIMIT_MS / 1000} s: ${lastLine(output())}`,
  )
}

/** Ends a server that a killed Evalloop left behind on these tables: first the fast way, then the immediate one. */
export async function stopOrphan(folder: string): Promise<void> {
  const pid = Number((await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0])
  if (!Number.isInteger(pid) || pid <= 1 || !(await isPostgresOn(pid, folder))) return
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    process.kill(pid, signal)
    for (const deadline = Date.now() + STOP_LIMIT_MS; Date.now() < deadline; ) {
      if (!isAlive(pid)) return
      await new Promise((done) => setTimeout(done, 20))
    }
  }
}

/** A pid is used again after a restart of the machine, so the number alone proves nothing. */
async function isPostgresOn(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => undefined)
  return commandLine === undefined ? process.platform !== 'linux' : commandLine.includes(folder)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function childEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' }
}

function collect(child: ChildProcess): () => string {
  let text = ''
  const add = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4000)
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  child.on('error', (error) => add(Buffer.from(`\n${error.message}`)))
  return () => text
}

const FINISHED = 'code 0'

/** How a program ended; one that is missing or cannot be run has ended at once. Never rejects. */
function endingOf(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    child.once('error', () => child.pid === undefined && done('not started'))
    child.once('exit', (code, signal) => done(signal ?? `code ${code}`))
  })
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? 'no reason given'
}
