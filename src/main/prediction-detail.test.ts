import { join } from 'node:path'
import sharp from 'sharp'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { PredictionDetail } from '#contract/capture.ts'
import type { Database } from '#ports/database.ts'
import { addModelVersion, imageOf, openCaptureRoom } from '../../test/support/capture-room.ts'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { idOf, predictionRecord } from '../../test/support/prediction-record.ts'
import { sharpImageTool } from '../adapters/image/sharp.ts'
import { openFilesystemStore } from '../adapters/object-store/filesystem.ts'
import { settleOnce } from '../stages/capture/index.ts'
import { picturesOf } from './pictures.ts'
import { predictionDetail } from './prediction-detail.ts'

let opened: TestDatabase
let database: Database
beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
})
const record = predictionRecord(1, { attributes: { device: 'kitchen' } })
beforeEach(async () => {
  await database.query('truncate model_version, prediction cascade')
  await addModelVersion(database, record)
})
afterAll(() => opened.close())

test('[RM3] a prediction is read by its id before it is settled, and the same afterwards', async () => {
  const { sources, room, keep } = await open()
  await keep(record)
  const before = await predictionDetail(record.id, sources)
  await settleOnce(room)
  const after = await predictionDetail(record.id, sources)
  for (const found of [before, after]) expect(Value.Errors(PredictionDetail, found)).toEqual([])
  expect(before).toMatchObject({ settled: false, captured: true, attributes: { device: 'kitchen' } })
  expect(before?.history.map(({ kind }) => kind)).toEqual(['predicted'])
  const { settled: _before, history: _early, ...early } = before ?? { settled: 0, history: 0 }
  const { settled, history: _late, ...late } = after ?? { settled: 0, history: 0 }
  expect(settled).toBe(true)
  expect(late).toEqual(early)
})

test('[RM3] an id that is nowhere is undefined', async () => {
  const { sources, pictures } = await open()
  expect(await predictionDetail(idOf(9), sources)).toBeUndefined()
  expect(await pictures.image(idOf(9))).toBeUndefined()
  expect(await pictures.thumbnail(idOf(9))).toBeUndefined()
})

test('[RM3] the image is there before and after it is settled, byte for byte', async () => {
  const { room, keep, pictures } = await open()
  await keep(record)
  for (const settle of [false, true]) {
    if (settle) await settleOnce(room)
    const found = await pictures.image(record.id)
    expect(found?.mediaType).toBe('image/jpeg')
    expect(Buffer.from(found?.bytes ?? [])).toEqual(imageOf(record))
  }
})

test('[RM3] an image that is settled between two looks is found all the same', async () => {
  const { sources, room, keep } = await open()
  await keep(record)
  const find = async (id: string) => {
    const found = await room.spool.find(id)
    await settleOnce(room)
    return found
  }
  const { image } = picturesOf({ ...sources, spool: { ...room.spool, find } })
  expect(Buffer.from((await image(record.id))?.bytes ?? [])).toEqual(imageOf(record))
})

test('a thumbnail is made once; a cache that refuses does not hide it', async () => {
  const { sources, keep, pictures } = await open()
  const photo = await sharp({ create: { width: 600, height: 300, channels: 3, background: '#a05020' } })
    .jpeg()
    .toBuffer()
  await keep(record, photo)
  const made = await pictures.thumbnail(record.id)
  expect(made?.mediaType).toBe('image/webp')
  const images = { thumbnail: () => Promise.reject(new Error('made twice')) }
  expect(await picturesOf({ ...sources, images }).thumbnail(record.id)).toEqual(made)
  const cache = { ...sources.cache, get: refuses, put: refuses }
  expect(await picturesOf({ ...sources, cache }).thumbnail(record.id)).toEqual(made)
})

const refuses = () => Promise.reject(new Error('full'))

async function open() {
  const { folder, room, keep } = await openCaptureRoom(database)
  const cache = openFilesystemStore(join(folder, 'cache'))
  const sources = { spool: room.spool, database, objects: room.objects, cache, images: sharpImageTool }
  return { room, keep, sources, pictures: picturesOf(sources) }
}
