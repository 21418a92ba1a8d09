import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { Answer } from '#contract/label.ts'
import type { Database } from '#ports/database.ts'
import { evaluateRoutes } from '../../src/stages/evaluate/index.ts'
import { labelRoutes } from '../../src/stages/label/index.ts'
import { sampleRoutes } from '../../src/stages/sample/index.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  addPredictions,
  answerTasks,
  classes,
  mostlyRight,
  openLabellingRooms,
  yesterday,
} from '../support/labelling-rooms.ts'

let opened: TestDatabase
let database: Database

beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
})
afterAll(() => opened?.close())

const always = (): Answer => ({ kind: 'none-of-these' })
const right = (predictedClass: string): Answer => ({ kind: 'class', class: predictedClass })

type Found = Extract<AccuracyEstimate, { kind: 'estimate' }>

function found(accuracy: AccuracyEstimate): Found {
  if (accuracy.kind !== 'estimate') throw new Error(`There is no estimate but: ${JSON.stringify(accuracy)}`)
  return accuracy
}

describe('accuracy', () => {
  test('[EV5] [EV10] simple-random: the share of right answers; the naive share beside it', async () => {
    const rooms = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 200 })
    const draw = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 30, design: 'simple-random' })
    await answerTasks(rooms, draw.id, 20, mostlyRight)
    const accuracy = found(await rooms.evaluate.accuracy({ modelVersion, ...yesterday }))
    expect(accuracy).toMatchObject({
      estimate: 0.8,
      labels: 20,
      effectiveSampleSize: 20,
      naive: { estimate: 0.8, right: 16, labels: 20, biased: true },
      basis: {
        ...yesterday,
        modelVersion,
        predictions: 200,
        covered: 200,
        draws: [{ id: draw.id, design: 'simple-random', epochSize: 200, drawn: 30, finished: 20, used: 20 }],
        shareLabelled: 20 / 30,
        withoutAnswer: 0,
        method: 'wilson',
      },
    })
    expect(accuracy.interval.low).toBeCloseTo(0.583983, 5)
    expect(accuracy.interval.level).toBe(0.95)
  })

  test('[EV1] [EV2] recommended, unfinished: the labels behind a hole wait until it is filled', async () => {
    const rooms = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 600, flagEvery: 20 })
    const { id } = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 60 })
    const { tasks } = await rooms.label.lease(id, { annotator: 'ben', count: 14 })
    await rooms.label.release(id, 'ben')
    const hole = await rooms.label.lease(id, { annotator: 'ben', count: 1 })
    await answerTasks(rooms, id, 39, mostlyRight)
    const holed = await rooms.evaluate.accuracy({ modelVersion })
    expect(holed).toMatchObject({ kind: 'not-enough-labels', labelsStillNeeded: 1, naive: { labels: 39 } })
    const answer = always()
    const given = { annotator: 'ben', answer, millisecondsSpent: 1, predictionShown: false }
    await rooms.label.annotate(hole.tasks[0]?.id ?? '', given)
    const accuracy = found(await rooms.evaluate.accuracy({ modelVersion }))
    expect(accuracy.labels).toBe(40)
    expect(accuracy.basis).toMatchObject({
      method: 'generalised-regression',
      draws: [{ finished: 40, used: 40 }],
    })
    expect(accuracy.interval.low).toBeLessThan(accuracy.estimate)
    expect(accuracy.interval.high).toBeGreaterThan(accuracy.estimate)
    expect(tasks).toHaveLength(14)
  })

  test('[EV3] skips and shrugs are reported, and the others stand for them', async () => {
    const rooms = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 300 })
    const { id } = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 40 })
    await answerTasks(rooms, id, 40, (predicted, place) =>
      place % 4 === 3 ? { kind: place % 8 === 3 ? 'skip' : 'cannot-tell' } : right(predicted),
    )
    const accuracy = found(await rooms.evaluate.accuracy({ modelVersion }))
    expect(accuracy).toMatchObject({ estimate: 1, labels: 30, basis: { withoutAnswer: 0.25 } })
    expect(accuracy.interval.low).toBeLessThan(0.95)
  })

  test('[EV4] [EV8] none of these is wrong; below ten labels there is no number', async () => {
    const rooms = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 200 })
    const { id } = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 20 })
    expect(await rooms.evaluate.accuracy({ modelVersion })).toMatchObject({
      kind: 'not-enough-labels',
      labels: 0,
      labelsStillNeeded: 10,
    })
    await answerTasks(rooms, id, 9, always)
    const few = await rooms.evaluate.accuracy({ modelVersion })
    expect(few).toMatchObject({
      kind: 'not-enough-labels',
      labels: 9,
      labelsStillNeeded: 1,
      naive: { estimate: 0 },
    })
    await answerTasks(rooms, id, 1, always)
    expect(found(await rooms.evaluate.accuracy({ modelVersion }))).toMatchObject({ estimate: 0, labels: 10 })
  })

  test('[EV9] [EV12] draws inside the interval count by their predictions; the history has a point for each', async () => {
    const rooms = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 400 })
    const days = [
      { from: '2026-02-07T00:00:00.000Z', to: '2026-02-08T00:00:00.000Z', count: 100 },
      { from: '2026-02-08T00:00:00.000Z', to: '2026-02-09T00:00:00.000Z', count: 50 },
    ] as const
    for (const { from, count } of days) await addPredictions(database, { count, modelVersion, from })
    const draw = async (interval: { from: string; to: string }) =>
      rooms.sample.draw({
        from: interval.from,
        to: interval.to,
        modelVersion,
        budget: 15,
        design: 'simple-random',
      })
    const latest = await draw(yesterday)
    const first = await draw(days[0])
    const unanswered = await draw(days[1])
    await answerTasks(rooms, latest.id, 15, right)
    await answerTasks(rooms, first.id, 15, always)

    const accuracy = found(await rooms.evaluate.accuracy({ modelVersion }))
    expect(accuracy.estimate).toBeCloseTo(0.8, 12)
    expect(accuracy).toMatchObject({ labels: 30, naive: { estimate: 0.5 } })
    expect(accuracy.basis).toMatchObject({ predictions: 550, covered: 500 })
    expect(accuracy.basis.draws.map(({ id, used }) => [id, used])).toEqual([
      [first.id, 15],
      [unanswered.id, 0],
      [latest.id, 15],
    ])
    expect(accuracy.basis).not.toHaveProperty('from')

    const wholeDaysOnly = { modelVersion, from: '2026-02-07T00:00:01.000Z', to: yesterday.to }
    const inside = found(await rooms.evaluate.accuracy(wholeDaysOnly))
    expect(inside).toMatchObject({ estimate: 1, basis: { predictions: 549, covered: 400 } })

    const { points } = await rooms.evaluate.history({ modelVersion })
    expect(points.map(({ drawId, from, accuracy: point }) => [drawId, from, point.kind])).toEqual([
      [first.id, days[0].from, 'estimate'],
      [unanswered.id, days[1].from, 'not-enough-labels'],
      [latest.id, yesterday.from, 'estimate'],
    ])
    expect(points[0]?.accuracy).toMatchObject({ estimate: 0, basis: { predictions: 100, covered: 100 } })

    await rooms.sample.withdraw(unanswered.id)
    expect((await rooms.evaluate.history({ modelVersion })).points).toHaveLength(2)
  })

  test('[EV11] without a draw no number; an impossible question is refused', async () => {
    const modelVersion = await addPredictions(database, { count: 30 })
    const { evaluate } = openLabellingRooms(database)
    const basis = { modelVersion, predictions: 30, covered: 0, draws: [], shareLabelled: 0, withoutAnswer: 0 }
    expect(await evaluate.accuracy({ modelVersion })).toMatchObject({ kind: 'no-draw', basis })
    expect(await evaluate.confusion({ modelVersion })).toMatchObject({ kind: 'no-draw', basis })
    expect(await evaluate.history({ modelVersion })).toEqual({ points: [] })
    await expect(evaluate.accuracy({ modelVersion: 'none@1' })).rejects.toMatchObject({
      code: 'MODEL_VERSION_MISSING',
    })
    await expect(evaluate.accuracy({})).rejects.toMatchObject({ code: 'MODEL_VERSION_MISSING' })
    await expect(
      evaluate.confusion({ modelVersion, from: yesterday.to, to: yesterday.from }),
    ).rejects.toMatchObject({ code: 'INTERVAL_INVALID' })
  })
})

describe('confusion', () => {
  test('[EV13] [EV14] [EV15] over two draws: cells sum to one, rows are known, the column none of these is there', async () => {
    const rooms = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 300 })
    await addPredictions(database, { count: 150, modelVersion, from: '2026-02-08T00:00:00.000Z' })
    const draws = [
      await rooms.sample.draw({ ...yesterday, modelVersion, budget: 50 }),
      await rooms.sample.draw({
        from: '2026-02-08T00:00:00.000Z',
        to: yesterday.from,
        modelVersion,
        budget: 40,
      }),
    ]
    expect(await rooms.evaluate.confusion({ modelVersion })).toMatchObject({
      kind: 'not-enough-labels',
      labels: 0,
    })
    for (const { id } of draws) await answerTasks(rooms, id, 35, mostlyRight)
    const confusion = await rooms.evaluate.confusion({ modelVersion })
    if (confusion.kind !== 'estimate') throw new Error(confusion.kind)
    expect(confusion.trueClasses).toEqual([...classes, 'none of these'])
    expect(confusion.labels).toBe(70)
    expect(confusion.counts.flat().reduce((sum, count) => sum + count, 0)).toBe(70)
    expect(confusion.counts.map((row) => row[3]).reduce((sum, count) => Number(sum) + Number(count), 0)).toBe(
      14,
    )
    expect(confusion.cells.flat().reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(1, 9)
    const frame = await database.query<{ share: number }>(
      `select count(*)::float8 / sum(count(*)) over () as share from draw_unit u join prediction p on p.id = u.prediction_id
      where u.draw_id = any($1::uuid[]) group by p.class_index order by p.class_index`,
      [draws.map(({ id }) => id)],
    )
    for (const [place, { share }] of frame.entries()) {
      const row = confusion.cells[place] ?? []
      expect(row.reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(share, 9)
    }
    expect(confusion.perClass.map((row) => row.predicted)).toEqual([150, 150, 150])
    for (const { precision, recall, labels } of confusion.perClass) {
      expect(labels).toBeGreaterThanOrEqual(10)
      expect(precision?.interval.low).toBeLessThan(precision?.estimate ?? 0)
      // Every correction was to none of these, so nothing of the class was missed: one, but for chance.
      expect(recall?.estimate).toBeGreaterThan(0.9)
    }
    expect(confusion.basis).toMatchObject({ covered: 450, method: 'confusion' })
  })
})

describe('routes', () => {
  test('[EV5] [LA6] [SA17] the loop over HTTP: draw, lease, answer, undo, estimate, and back', async () => {
    const serving = await addPredictions(database, { count: 100 })
    const rooms = openLabellingRooms(database, { servingModelVersion: () => serving })
    const app = fastify()
    await app.register((scope) => sampleRoutes(scope, rooms.sample))
    await app.register((scope) => labelRoutes(scope, rooms.label))
    await app.register((scope) => evaluateRoutes(scope, rooms.evaluate))
    const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) => {
      const response = await app.inject({ method, url, ...(payload && { payload }) })
      return { status: response.statusCode, body: response.body === '' ? undefined : response.json() }
    }
    const window = `from=${yesterday.from}&to=${yesterday.to}`
    expect(await call('GET', `${api.drawPreview}?${window}`)).toMatchObject({
      status: 200,
      body: { epochSize: 100 },
    })
    const drawn = await call('POST', api.draws, { ...yesterday, budget: 20, design: 'simple-random' })
    expect(drawn).toMatchObject({ status: 201, body: { state: 'open', modelVersion: serving } })
    const { id } = drawn.body
    expect(await call('GET', `${api.draws}?limit=1&state=open`)).toMatchObject({
      status: 200,
      body: { draws: [{ id }] },
    })
    expect(await call('GET', api.draw(id))).toEqual({ status: 200, body: drawn.body })
    expect((await call('GET', `${api.drawMembers(id)}?limit=3`)).body.members).toHaveLength(3)

    const leased = await call('POST', api.drawLeases(id), { annotator: 'ada', count: 2 })
    expect(leased).toMatchObject({ status: 200, body: { tasks: [{ position: 0 }, { position: 1 }] } })
    const [task] = leased.body.tasks
    const given = {
      annotator: 'ada',
      answer: { kind: 'class', class: 'Soup' },
      millisecondsSpent: 5,
      predictionShown: false,
    }
    const answered = await call('PUT', api.taskAnnotation(task.id), given)
    expect(answered).toMatchObject({
      status: 200,
      body: { task: { answer: given.answer }, progress: { labelled: 1 } },
    })
    expect(await call('GET', api.task(task.id))).toEqual({ status: 200, body: answered.body.task })
    expect(await call('DELETE', api.taskAnnotation(task.id), { annotator: 'ada' })).toMatchObject({
      status: 200,
      body: { progress: { labelled: 0, leased: 2 } },
    })
    expect(await call('DELETE', api.drawLeases(id), { annotator: 'ada' })).toEqual({
      status: 204,
      body: undefined,
    })

    await answerTasks(rooms, id, 20, mostlyRight)
    const version = `modelVersion=${encodeURIComponent(serving)}&${window}`
    const accuracy = await call('GET', `${api.accuracy}?${version}`)
    expect(accuracy).toMatchObject({
      status: 200,
      body: { kind: 'estimate', estimate: 0.8, basis: { covered: 100 } },
    })
    expect(await call('GET', `${api.accuracyHistory}?${version}`)).toMatchObject({
      status: 200,
      body: { points: [{ drawId: id, accuracy: { estimate: 0.8, labels: 20 } }] },
    })
    expect(await call('GET', `${api.confusion}?${version}`)).toMatchObject({
      status: 200,
      body: { kind: 'estimate', labels: 20, classes: [...classes] },
    })
    expect(await call('GET', api.draw(id))).toMatchObject({ body: { state: 'done' } })
    expect((await call('DELETE', api.draw(id))).status).toBe(500) // Without the front door, which knows the catalogue.

    const other = await addPredictions(database, { count: 30 })
    const next = await call('POST', api.draws, { ...yesterday, modelVersion: other, budget: 2 })
    expect(await call('DELETE', api.draw(next.body.id))).toMatchObject({
      status: 200,
      body: { state: 'withdrawn' },
    })
    await app.close()
  })
})
