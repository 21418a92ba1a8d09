import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Database } from '#ports/database.ts'
import type { ObjectStore } from '#ports/object-store.ts'
import type { PredictionRecord } from '#ports/spool.ts'
import { openFilesystemStore } from '../../src/adapters/object-store/filesystem.ts'
import { openSqliteSpool } from '../../src/adapters/spool/sqlite-spool.ts'
import { type CaptureNeeds, captureSink, captureStore } from '../../src/stages/capture/index.ts'
import { manualClock } from './manual-clock.ts'
import { idOf } from './prediction-record.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** The capture room on a real local disk, object store and index. Nothing settles unless the test says so. */
export async function openCaptureRoom(database: Database) {
  const folder = await temporaryFolder()
  const spool = await openSqliteSpool(join(folder, 'spool'))
  onTestFinished(() => spool.close().catch(() => {})) // A test may have closed it.
  const objects = openFilesystemStore(join(folder, 'buckets'))
  await objects.ensureBucket('production')
  const clock = manualClock('2026-02-01T08:00:00.000Z')
  let ids = 0xf000
  let poked = 0
  const room: CaptureNeeds = {
    spool,
    objects,
    store: captureStore(database),
    clock,
    newId: () => idOf(++ids),
    poke: () => void poked++,
  }
  const losses: unknown[] = []
  const sink = captureSink(spool, clock, {
    kept: () => {},
    dropped: (problem) => void losses.push(problem),
  })
  const keep = async (record: PredictionRecord, bytes: Uint8Array = imageOf(record)) =>
    sink.begin(record.id, bytes).commit(record)
  return { folder, room, sink, losses, clock, keep, poked: () => poked }
}

export function imageOf({ id }: { id: string }): Buffer {
  return Buffer.from(`image of ${id}`)
}

/** The store as it is when nobody answers: every verb fails, until `back` is called. */
export function awayUntilBack(store: ObjectStore) {
  let away = true
  const isAway = () => Promise.reject(new Error('the store is away'))
  const proxy = new Proxy(store, {
    get: (target, verb, self) => (away ? isAway : Reflect.get(target, verb, self)),
  })
  return {
    store: proxy,
    back: () => {
      away = false
    },
  }
}

/** The model version that the records of tests name: the index refuses predictions of an unknown one. */
export async function addModelVersion(
  database: Database,
  { modelVersion, classes }: PredictionRecord,
): Promise<void> {
  await database.query(
    `insert into model_version (id, name, artifact_sha256, classes, manifest, stage, registered_at)
     values ($1, 'test', 'sha', $2, '{}', 'archived', now()) on conflict (id) do nothing`,
    [modelVersion, JSON.stringify(classes)],
  )
}
