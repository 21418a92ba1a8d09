import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Feedback } from '#contract/capture.ts'
import type { Database } from '#ports/database.ts'
import {
  addModelVersion,
  awayUntilBack,
  imageOf,
  openCaptureRoom,
} from '../../../test/support/capture-room.ts'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { idOf, predictionRecord } from '../../../test/support/prediction-record.ts'
import { openSqliteSpool } from '../../adapters/spool/sqlite-spool.ts'
import { giveFeedback, predictionOfKey, settleOnce } from './actions.ts'

let opened: TestDatabase
let database: Database
beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
  await addModelVersion(database, predictionRecord(0))
})
beforeEach(() => database.query('truncate prediction cascade'))
afterAll(() => opened.close())

const flag: Feedback = { kind: 'flag' }
const [one, two, three] = [predictionRecord(1), predictionRecord(2), predictionRecord(3)]

describe('settling', () => {
  test('[CA1] what was kept is there after a restart, to the last number', async () => {
    const { folder, room, keep } = await openCaptureRoom(database)
    const record = predictionRecord(4, {
      embedding: Float32Array.from([0.1, -0]),
      attributes: { note: '🙂 "x"' },
    })
    expect(await keep(record)).toBe(true)
    await room.spool.close()
    const spool = await openSqliteSpool(join(folder, 'spool'))
    expect(await settleOnce({ ...room, spool })).toBe(1)
    await spool.close()
    const [row] = await database.query('select * from prediction')
    expect(row).toMatchObject({
      id: record.id,
      probabilities: record.probabilities,
      answered_at: record.answeredAt,
      random_key: record.randomKey,
      attributes: record.attributes,
      embedding: Buffer.from(Float32Array.from([0.1, -0]).buffer),
    })
    expect(Buffer.from((await room.objects.get('production', record.objectKey)).bytes)).toEqual(
      imageOf(record),
    )
  })

  test('[CA2] a refused image leaves no file, no row, no object', async () => {
    const { folder, room, sink } = await openCaptureRoom(database)
    await sink.begin(one.id, imageOf(one)).abandon()
    expect(await settleOnce(room)).toBe(0)
    expect(await readdir(join(folder, 'spool/images'))).toEqual([])
    expect(await idsInIndex()).toEqual([])
    expect((await room.objects.list('production', '', { limit: 5 })).folders).toEqual([])
  })

  test('[CA3] settles in the order of the answers, and empties the local disk', async () => {
    const { folder, room, keep } = await openCaptureRoom(database)
    for (const record of [two, one, three]) await keep(record)
    expect(await idsInIndex()).toEqual([])
    expect(await settleOnce(room)).toBe(3)
    expect(await idsInIndex()).toEqual([one.id, two.id, three.id])
    expect(await room.spool.backlog()).toEqual({ entries: 0, setAside: 0 })
    expect(await readdir(join(folder, 'spool/images'))).toEqual([])
  })

  test('[CA10] an entry whose image is gone is set aside with the feedback on it; the others settle', async () => {
    const { folder, room, keep } = await openCaptureRoom(database)
    for (const record of [one, two, three]) await keep(record)
    await giveFeedback(two.id, flag, 'client', room)
    await rm(join(folder, 'spool/images', two.id))
    expect(await settleOnce(room)).toBe(4)
    expect(await idsInIndex()).toEqual([one.id, three.id])
    expect(await room.spool.backlog()).toEqual({ entries: 0, setAside: 2 })
  })

  test('[CA3] settling the same entries again changes nothing', async () => {
    const { room, keep } = await openCaptureRoom(database)
    await keep(one)
    await giveFeedback(one.id, flag, 'client', room)
    const dies = { ...room, spool: { ...room.spool, done: () => Promise.reject(new Error('killed here')) } }
    await expect(settleOnce(dies)).rejects.toThrow('killed here')
    const before = await everything()
    expect(await settleOnce(room)).toBe(2)
    expect(await everything()).toEqual(before)
    expect(await room.objects.tags('production', one.objectKey)).toMatchObject({ flagged: 'true' })
  })

  test('[CA3] more than one batch is settled in several turns', async () => {
    const { room, keep } = await openCaptureRoom(database)
    for (let number = 0; number < 70; number++) await keep(predictionRecord(number))
    const turns = [await settleOnce(room), await settleOnce(room), await settleOnce(room)]
    expect(turns).toEqual([64, 6, 0])
    expect(await idsInIndex()).toHaveLength(70)
  })

  test('[CA4] while the store is away everything waits on the disk, and settles when it is back', async () => {
    const { room, keep } = await openCaptureRoom(database)
    const { store, back } = awayUntilBack(room.objects)
    await keep(one)
    await giveFeedback(one.id, flag, 'client', room)
    await expect(settleOnce({ ...room, objects: store })).rejects.toThrow('away')
    expect((await room.spool.backlog()).entries).toBe(2)
    expect(await room.spool.find(one.id)).toEqual(one)
    back()
    expect(await settleOnce({ ...room, objects: store })).toBe(2)
    expect(await room.objects.tags('production', one.objectKey)).toMatchObject({ flagged: 'true' })
  })

  test('[CA4] while the index is away everything waits on the disk', async () => {
    const { room, keep } = await openCaptureRoom(database)
    await keep(one)
    const savePredictions = () => Promise.reject(new Error('the index is away'))
    await expect(settleOnce({ ...room, store: { ...room.store, savePredictions } })).rejects.toThrow('away')
    expect(Buffer.from(await room.spool.image(one.id))).toEqual(imageOf(one))
    expect(await settleOnce(room)).toBe(1)
  })

  test('[CA9] the object has the tutorial’s tags and media type', async () => {
    const { room, keep } = await openCaptureRoom(database)
    await keep(one)
    await settleOnce(room)
    expect((await room.objects.get('production', one.objectKey)).mediaType).toBe('image/jpeg')
    expect(await room.objects.tags('production', one.objectKey)).toEqual({
      predicted_class: 'Egg',
      confidence: '0.510',
      timestamp: '2026-01-31T12:00:01Z',
    })
  })
})

describe('feedback', () => {
  test.each(['before', 'after'])(
    '[CA6] is accepted %s the prediction is settled, and reaches index and tags',
    async (moment) => {
      const { room, keep, poked } = await openCaptureRoom(database)
      await keep(one)
      if (moment === 'after') await settleOnce(room)
      const correct: Feedback = { kind: 'correct', class: 'Soup' }
      expect(await giveFeedback(one.id, correct, '10.0.0.7', room)).toEqual({
        flagged: false,
        correctedClass: 'Soup',
      })
      expect(await giveFeedback(one.id, flag, '10.0.0.7', room)).toEqual({
        flagged: true,
        correctedClass: 'Soup',
      })
      expect(poked()).toBe(2)
      while ((await settleOnce(room)) > 0);
      expect(await stateOf(one.id)).toEqual({ flagged: true, corrected_class: 'Soup' })
      expect(await room.objects.tags('production', one.objectKey)).toMatchObject({
        flagged: 'true',
        corrected_class: 'Soup',
      })
      expect(await words()).toEqual(['correct Soup 10.0.0.7', 'flag null 10.0.0.7'])
    },
  )

  test('[CA6] that was accepted survives a restart before it is settled', async () => {
    const { folder, room, keep } = await openCaptureRoom(database)
    await keep(one)
    await settleOnce(room)
    await giveFeedback(one.id, flag, 'client', room)
    await room.spool.close()
    const spool = await openSqliteSpool(join(folder, 'spool'))
    expect(await settleOnce({ ...room, spool })).toBe(1)
    await spool.close()
    expect(await stateOf(one.id)).toMatchObject({ flagged: true })
  })

  test('[CA7] said twice adds nothing, settled or not; taken back it is kept all the same', async () => {
    const { room, keep } = await openCaptureRoom(database)
    await keep(one)
    await giveFeedback(one.id, flag, 'client', room)
    await giveFeedback(one.id, flag, 'client', room)
    while ((await settleOnce(room)) > 0);
    await giveFeedback(one.id, flag, 'client', room)
    await giveFeedback(one.id, { kind: 'unflag' }, 'client', room)
    await giveFeedback(one.id, { kind: 'uncorrect' }, 'client', room)
    while ((await settleOnce(room)) > 0);
    expect(await words()).toEqual(['flag null client', 'unflag null client'])
    expect(await stateOf(one.id)).toMatchObject({ flagged: false })
    expect(await room.objects.tags('production', one.objectKey)).not.toHaveProperty('flagged')
  })

  test('[CA7] two people who say the same at once add one word', async () => {
    const { room, keep } = await openCaptureRoom(database)
    await keep(one)
    await Promise.all(Array.from({ length: 8 }, () => giveFeedback(one.id, flag, 'client', room)))
    while ((await settleOnce(room)) > 0);
    expect(await words()).toEqual(['flag null client'])
  })

  test.each<[Feedback, string]>([
    [{ kind: 'correct', class: 'Pizza' }, 'CLASS_UNKNOWN'],
    [{ kind: 'correct', class: 'soup' }, 'CLASS_UNKNOWN'],
    [{ kind: 'correct', class: '' }, 'CLASS_UNKNOWN'],
    [{ kind: 'correct' }, 'CLASS_UNKNOWN'],
    [{ kind: 'flag', class: 'Soup' }, 'REQUEST_INVALID'],
  ])('[CA8] %j is refused, settled or not', async (said, code) => {
    const { room, keep } = await openCaptureRoom(database)
    await keep(one)
    await expect(giveFeedback(one.id, said, 'client', room)).rejects.toMatchObject({ code })
    await settleOnce(room)
    await expect(giveFeedback(one.id, said, 'client', room)).rejects.toMatchObject({ code })
    expect(await settleOnce(room)).toBe(0)
  })

  test('[CA8] on a prediction that nobody knows is refused; the known classes are named', async () => {
    const { room, keep } = await openCaptureRoom(database)
    await expect(giveFeedback(idOf(9), flag, 'client', room)).rejects.toMatchObject({
      code: 'PREDICTION_MISSING',
    })
    await keep(one)
    const wrong = giveFeedback(one.id, { kind: 'correct', class: 'Pizza' }, 'client', room)
    await expect(wrong).rejects.toMatchObject({
      details: { class: 'Pizza', classes: ['Bread', 'Egg', 'Soup'] },
    })
  })

  test('[CA8] an object key must be the prediction’s own to the letter', async () => {
    const { room, keep } = await openCaptureRoom(database)
    await keep(one)
    for (const settled of [false, true]) {
      if (settled) await settleOnce(room)
      expect(await predictionOfKey(one.objectKey, room)).toBe(one.id)
      for (const key of [
        `class_02/${one.id}.jpg`,
        `class_01/${one.id}.png`,
        `class_01/${two.id}.jpg`,
        'x',
        '',
      ]) {
        await expect(predictionOfKey(key, room)).rejects.toMatchObject({ code: 'PREDICTION_MISSING' })
      }
    }
  })
})

async function idsInIndex(): Promise<string[]> {
  return (await database.query<{ id: string }>('select id from prediction order by id')).map(({ id }) => id)
}

async function stateOf(id: string): Promise<object | undefined> {
  return (await database.query('select flagged, corrected_class from prediction where id = $1', [id]))[0]
}

async function words(): Promise<string[]> {
  type Row = { kind: string; class: string | null; client: string }
  const rows = await database.query<Row>('select kind, class, client from feedback order by id')
  return rows.map((row) => `${row.kind} ${row.class} ${row.client}`)
}

async function everything(): Promise<object> {
  return {
    predictions: await database.query('select * from prediction order by id'),
    feedback: await database.query('select * from feedback order by id'),
  }
}
