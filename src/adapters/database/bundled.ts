import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { choosePlace, installedBinaries, makeSocketFolder, UNPRIVILEGED } from './bundled-place.ts'
import { initialise, launch, type Server, stopOrphan, USER } from './bundled-process.ts'

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
