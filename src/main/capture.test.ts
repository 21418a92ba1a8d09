import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Database } from '#ports/database.ts'
import { addModelVersion, awayUntilBack, imageOf } from '../../test/support/capture-room.ts'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { predictionRecord } from '../../test/support/prediction-record.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { until } from '../../test/support/until.ts'
import { openFilesystemStore } from '../adapters/object-store/filesystem.ts'
import { openCapture } from './capture.ts'
import { newClosers } from './closers.ts'

let opened: TestDatabase
let database: Database
beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
  await addModelVersion(database, predictionRecord(0))
})
afterAll(() => opened.close())

test('[CA4] store away: behind, with what waits, since when and why; back: keeping up, nothing lost', async () => {
  const { capture, objects, keep, warnings } = await open()
  const record = predictionRecord(1)
  expect(await keep(1)).toBe(true)
  await until(async () => (await capture.health()).state === 'behind')
  expect(await capture.health()).toMatchObject({ pending: 1, dropped: 0, problem: 'the store is away' })
  expect((await capture.health()).oldestPendingSeconds).toBeGreaterThan(0)
  expect(warnings).toContain('capture cannot settle; predictions wait on the local disk')
  objects.back()
  await until(async () => (await capture.health()).state === 'keeping-up')
  expect(await capture.health()).toEqual({
    state: 'keeping-up',
    pending: 0,
    oldestPendingSeconds: 0,
    dropped: 0,
    setAside: 0,
  })
  expect(Buffer.from((await objects.store.get('production', record.objectKey)).bytes)).toEqual(
    imageOf(record),
  )
})

test('[CA5] a local disk that refuses: losing, counted and told, until it keeps again', async () => {
  const { capture, objects, keep, folder, warnings } = await open()
  objects.back()
  await rm(join(folder, 'spool/images'), { recursive: true })
  expect([await keep(2), await keep(3)]).toEqual([false, false])
  expect(await capture.health()).toMatchObject({
    state: 'losing',
    dropped: 2,
    setAside: 0,
    problem: expect.stringContaining('ENOENT'),
  })
  expect(warnings).toEqual(Array(2).fill('a prediction was answered but could not be kept'))
  await mkdir(join(folder, 'spool/images'))
  expect((await capture.health()).state).not.toBe('losing') // Found out without a prediction to try it.
  expect(await keep(4)).toBe(true)
  expect(await capture.health()).toMatchObject({ dropped: 2 })
  expect((await capture.health()).state).not.toBe('losing')
})

test('[SA19] says how far the index is complete: to an image under way, to what waits, or to the end', async () => {
  const { capture, objects } = await open()
  const end = new Date(Date.now() + 60_000)
  const record = predictionRecord(5)
  const pending = capture.sink.begin(record.id, imageOf(record))
  const begun = capture.sink.oldestUnderWay()
  expect(await capture.settledUntil(end)).toEqual(begun)
  await pending.commit(record)
  expect(await capture.settledUntil(end)).toEqual(record.answeredAt)
  objects.back()
  await until(async () => (await capture.settledUntil(end)).getTime() === end.getTime())
})

async function open() {
  const folder = await temporaryFolder()
  const store = openFilesystemStore(join(folder, 'buckets'))
  await store.ensureBucket('production')
  const objects = awayUntilBack(store)
  const closers = newClosers()
  onTestFinished(() => closers.closeAll(() => {}))
  const warnings: string[] = []
  const log = { warn: (_details: object, text: string) => void warnings.push(text) }
  const capture = await openCapture(folder, { database, objects: objects.store, closers, log })
  const keep = (number: number) => {
    const record = predictionRecord(number)
    return capture.sink.begin(record.id, imageOf(record)).commit(record)
  }
  return { folder, objects, capture, keep, warnings }
}
