import { join } from 'node:path'
import type { CaptureHealth } from '#contract/overview.ts'
import type { CaptureSink } from '#ports/capture-sink.ts'
import type { Database } from '#ports/database.ts'
import type { ObjectStore } from '#ports/object-store.ts'
import type { Spool } from '#ports/spool.ts'
import { newId, systemClock } from '../adapters/clock/system.ts'
import { openSqliteSpool } from '../adapters/spool/sqlite-spool.ts'
import { type CaptureNeeds, captureSink, captureStore, settleOnce } from '../stages/capture/index.ts'
import type { Closers } from './closers.ts'
import { startSettleLoop } from './settle-loop.ts'

/** How long a stop may take to settle what waits; the rest stays on the disk for the next start. */
const STOP_LIMIT_MS = 3_000

export type Log = Readonly<{ warn(details: object, text: string): void }>

export type OpenCapture = Readonly<{
  room: CaptureNeeds
  sink: CaptureSink
  spool: Spool
  health(): Promise<CaptureHealth>
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
  const spool = await openSqliteSpool(join(dataFolder, 'spool'))
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

  const sink = captureSink(spool, {
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
  return { room, sink, spool, health: () => healthOf(spool, loop.problem(), losses) }
}

async function healthOf(
  spool: Spool,
  settling: string | undefined,
  { dropped, problem }: { dropped: number; problem: string | undefined },
): Promise<CaptureHealth> {
  const { entries, oldestAt } = await spool.backlog()
  const trouble = problem ?? settling
  return {
    state: problem ? 'losing' : settling ? 'behind' : 'keeping-up',
    pending: entries,
    oldestPendingSeconds: oldestAt
      ? Math.max(0, (systemClock.now().getTime() - oldestAt.getTime()) / 1000)
      : 0,
    dropped,
    ...(trouble !== undefined && { problem: trouble }),
  }
}
