import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { CaptureHealth } from '#contract/overview.ts'
import type { Database } from '#ports/database.ts'
import type { ObjectStore } from '#ports/object-store.ts'
import type { Spool } from '#ports/spool.ts'
import { newId, systemClock } from '../adapters/clock/system.ts'
import { openSqliteSpool } from '../adapters/spool/sqlite-spool.ts'
import {
  type CaptureNeeds,
  captureSink,
  captureStore,
  settleOnce,
  type WatchedSink,
} from '../stages/capture/index.ts'
import type { Closers } from './closers.ts'
import { StartError } from './config.ts'
import { startSettleLoop } from './settle-loop.ts'

/** How long a stop may take to settle what waits; the rest stays on the disk for the next start. */
const STOP_LIMIT_MS = 3_000
/** How long a draw waits for what was answered just before it. */
const SETTLE_LIMIT_MS = 3_000
const SETTLE_LOOK_MS = 10
const PROBE_BYTES = 256 * 1024

export type Log = Readonly<{ warn(details: object, text: string): void }>

export type OpenCapture = Readonly<{
  room: CaptureNeeds
  sink: WatchedSink
  spool: Spool
  health(): Promise<CaptureHealth>
  /** See `SampleNeeds.settledUntil`. */
  settledUntil(end: Date): Promise<Date>
}>

/** The capture room with its local disk and the loop that carries what lies there to store and index. */
export async function openCapture(
  dataFolder: string,
  {
    database,
    objects,
    closers,
    log,
  }: { database: Database; objects: ObjectStore; closers: Closers; log: Log },
): Promise<OpenCapture> {
  const spool = await openSqliteSpool(join(dataFolder, 'spool')).catch((cause: Error) => {
    throw new StartError(`The folder ${join(dataFolder, 'spool')} cannot be used: ${cause.message}.`, cause)
  })
  closers.add('spool', () => spool.close())
  const losses = { dropped: 0, problem: undefined as string | undefined }

  const room: CaptureNeeds = {
    spool,
    objects,
    store: captureStore(database),
    clock: systemClock,
    newId,
    poke: () => loop.poke(),
  }
  const loop = startSettleLoop(
    () => settleOnce(room),
    (error) => log.warn({ err: error }, 'capture cannot settle; predictions wait on the local disk'),
  )
  closers.add('settle loop', () => loop.stop(STOP_LIMIT_MS))

  const sink = captureSink(spool, systemClock, {
    kept: () => {
      losses.problem = undefined
      loop.poke()
    },
    dropped: (problem) => {
      losses.dropped++
      losses.problem = problem instanceof Error ? problem.message : String(problem)
      log.warn({ err: problem }, 'a prediction was answered but could not be kept')
    },
  })
  return {
    room,
    sink,
    spool,
    health: async () => {
      if (losses.problem !== undefined) losses.problem = await whatTheDiskSays(spool)
      return healthOf(spool, loop.problem(), losses)
    },
    settledUntil: (end) => settledUntil(end, { spool, sink }),
  }
}

/** Writes and removes a small file: whether the disk takes images again must not wait for the next prediction. */
async function whatTheDiskSays(spool: Spool): Promise<string | undefined> {
  const probe = newId()
  try {
    await spool.keepImage(probe, Buffer.alloc(PROBE_BYTES))
    return undefined
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem)
  } finally {
    await spool.dropImage(probe).catch(() => {})
  }
}

/** Waits until everything that was answered before `end` has settled, but not for long; returns how far that is true. */
async function settledUntil(end: Date, { spool, sink }: { spool: Spool; sink: WatchedSink }): Promise<Date> {
  for (const deadline = performance.now() + SETTLE_LIMIT_MS; ; await pause(SETTLE_LOOK_MS)) {
    // Under way first: an image that is kept in between stands in the backlog then.
    const underWay = sink.oldestUnderWay()
    const { oldestAt } = await spool.backlog()
    const times = [end, underWay, oldestAt].flatMap((time) => (time ? [time.getTime()] : []))
    const complete = new Date(Math.min(...times))
    if (complete >= end || performance.now() > deadline) return complete
  }
}

async function healthOf(
  spool: Spool,
  settling: string | undefined,
  { dropped, problem }: { dropped: number; problem: string | undefined },
): Promise<CaptureHealth> {
  const { entries, setAside, oldestAt } = await spool.backlog()
  const trouble = problem ?? settling
  return {
    state: problem ? 'losing' : settling ? 'behind' : 'keeping-up',
    pending: entries,
    oldestPendingSeconds: oldestAt
      ? Math.max(0, (systemClock.now().getTime() - oldestAt.getTime()) / 1000)
      : 0,
    dropped,
    setAside,
    ...(trouble !== undefined && { problem: trouble }),
  }
}
