import { beforeAll, describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import { PredictionDetail } from '#contract/capture.ts'
import { AccuracyEstimate, AccuracyHistory, ConfusionEstimate } from '#contract/evaluate.ts'
import { AnnotationResult, type Answer, Lease, Task } from '#contract/label.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import { ModelVersion } from '#contract/registry.ts'
import { Draw, DrawMemberPage, DrawPage, DrawPreview } from '#contract/sample.ts'
import { clientOf, expectProblem } from './client.ts'
import { picture } from './pictures.ts'
import { serverUnderTest } from './server.ts'

const server = serverUnderTest()
const client = clientOf(server)
type Window = { from: string; to: string }

let classes: string[]
/** The window of our own sixty predictions; on a shared server others may fall into it as well. */
let window: Window
let photos: Buffer[]
let draw: Draw
beforeAll(async () => {
  classes = (await client.get(ModelVersion, api.servingModel)).classes
  photos = await Promise.all(Array.from({ length: 12 }, (_, seed) => picture(seed)))
  window = await predictAndSettle(60)
})

describe('from a draw to an estimate', () => {
  test('[SA18] a preview says what a draw would find', async () => {
    const preview = await client.get(DrawPreview, api.drawPreview, window)
    expect(preview.overlaps).toEqual([])
    expect(preview.epochSize).toBeGreaterThanOrEqual(60)
    expect(preview.frameSize).toBeGreaterThan(10)
    expect(preview.frameSize).toBeLessThan(preview.epochSize - 10)
  })

  test('[EV11] without a draw there is no number', async () => {
    expect((await accuracy(window)).kind).toBe('no-draw')
    expect((await client.get(ConfusionEstimate, api.confusion, window)).kind).toBe('no-draw')
    expect((await accuracy({ from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z' })).kind).toBe(
      'no-draw',
    )
  })

  test('[SA3] a draw of the whole frame takes every prediction that measures, with certainty', async () => {
    const preview = await client.get(DrawPreview, api.drawPreview, window)
    const request = { ...window, design: 'simple-random', budget: 100_000, seed: 'acceptance' }
    draw = await client.post(Draw, api.draws, request, 201)
    expect(draw).toMatchObject({ state: 'open', seed: 'acceptance' })
    const { epochSize, frameSize } = draw
    expect(epochSize).toBeGreaterThanOrEqual(preview.epochSize)
    expect(frameSize).toBeGreaterThanOrEqual(preview.frameSize)
    expect(draw.progress).toMatchObject({ tasks: frameSize, waiting: frameSize, labelled: 0 })
    const { members } = await client.get(DrawMemberPage, api.drawMembers(draw.id), { limit: 200 })
    expect(members.map(({ position }) => position)).toEqual(members.map((_, index) => index))
    expect(new Set(members.map(({ inclusionProbability }) => inclusionProbability))).toEqual(new Set([1]))
    const purposes = await Promise.all(
      members.map(async ({ predictionId }) => (await detail(predictionId)).purpose),
    )
    expect(new Set(purposes)).toEqual(new Set(['measure']))
    expect(await client.get(Draw, api.draw(draw.id))).toEqual(draw)
    expect((await client.get(DrawPage, api.draws, { state: 'open', limit: 200 })).draws).toContainEqual(draw)
  })

  test('[SA10] a draw that overlaps is refused and names the one before', async () => {
    for (const overlap of [window, { from: '2000-01-01T00:00:00Z', to: window.to }]) {
      const response = await client.send('POST', api.draws, { ...overlap, budget: 5 })
      const problem = await expectProblem(response, 'DRAW_OVERLAPS')
      expect(JSON.stringify(problem.details)).toContain(draw.id)
    }
    expect((await client.get(DrawPreview, api.drawPreview, window)).overlaps).toEqual([draw.id])
  })

  test('[LA2] two annotators never hold the same task; the model’s answer is not told [LA13]', async () => {
    const [ada, ben] = [await lease('Ada', 4), await lease('Ben', 4)]
    expect(ada.tasks.map(({ position }) => position)).toEqual([0, 1, 2, 3])
    expect(ben.tasks.map(({ position }) => position)).toEqual([4, 5, 6, 7])
    for (const task of ada.tasks) {
      expect(Object.keys(task).sort()).toEqual(
        Object.keys(Task.properties)
          .filter((name) => name !== 'answer')
          .sort(),
      )
      expect((await client.send('GET', task.imageUrl)).headers.get('content-type')).toMatch(/^image\//)
    }
    const released = await client.send('DELETE', api.drawLeases(draw.id), { annotator: 'Ben' })
    expect(released.status).toBe(204)
    expect((await lease('Ada', 5)).tasks.map(({ position }) => position)).toEqual([0, 1, 2, 3, 4])
  })

  test('[EV8] below ten labels there is no number, but how many are still needed', async () => {
    const [first] = (await lease('Ada')).tasks
    await annotate(first, 'Ada', await rightAnswer(first))
    const found = await accuracy(window)
    expect(found).toMatchObject({ kind: 'not-enough-labels', labels: 1 })
    expect(found.kind === 'not-enough-labels' && found.labelsStillNeeded).toBeGreaterThanOrEqual(9)
  })

  test('[LA7] the first answer stands; [LA9] only its giver may take it back', async () => {
    const [task] = (await lease('Ada', 1)).tasks
    const right = await rightAnswer(task)
    const { progress } = await annotate(task, 'Ada', right)
    const late = { annotator: 'Ben', answer: right, millisecondsSpent: 1, predictionShown: false }
    await expectProblem(await client.send('PUT', api.taskAnnotation(task?.id ?? ''), late), 'TASK_TAKEN')
    const undone = await client.delete(AnnotationResult, api.taskAnnotation(task?.id ?? ''), {
      annotator: 'Ada',
    })
    expect(undone.progress.labelled).toBe(progress.labelled - 1)
    expect(undone.task.answer).toBeUndefined()
    expect((await detail(task?.predictionId)).label).toBeUndefined()
    expect((await lease('Ada', 1)).tasks[0]?.id).toBe(task?.id)
  })

  test('[LA10] a class that the model does not know is refused', async () => {
    const [task] = (await lease('Ada', 1)).tasks
    const body = {
      annotator: 'Ada',
      answer: { kind: 'class', class: 'Pizza' },
      millisecondsSpent: 1,
      predictionShown: false,
    }
    const { details } = await expectProblem(
      await client.send('PUT', api.taskAnnotation(task?.id ?? ''), body),
      'CLASS_UNKNOWN',
    )
    expect(details).toMatchObject({ classes })
  })

  test('[EV4, EV5] everything labelled: the share of right answers, inside its interval', async () => {
    let wrong = 0
    for (let [task] = (await lease('Ada', 1)).tasks; task; [task] = (await lease('Ada', 1)).tasks) {
      const isWrong = task.position % 4 === 3
      if (isWrong) wrong++
      const answer = isWrong ? ({ kind: 'none-of-these' } as const) : await rightAnswer(task)
      const first = await annotate(task, 'Ada', answer)
      expect((await annotate(task, 'Ada', answer)).progress).toEqual(first.progress)
    }
    const { state, progress, frameSize } = await client.get(Draw, api.draw(draw.id))
    expect([state, progress.labelled, progress.waiting]).toEqual(['done', frameSize, 0])
    const found = await accuracy(window)
    if (found.kind !== 'estimate') throw new Error(`There is no estimate but ${found.kind}.`)
    const share = (frameSize - wrong) / frameSize
    expect(found.estimate).toBeCloseTo(share, 9)
    expect(found.interval.low).toBeLessThan(share)
    expect(found.interval.high).toBeGreaterThan(share)
    expect(found.naive).toMatchObject({ right: frameSize - wrong, labels: frameSize, biased: true })
    expect(found.basis).toMatchObject({ covered: draw.epochSize, draws: [{ id: draw.id, used: frameSize }] })
  })

  test('[EV12] the history has a point for the draw; [EV13] the confusion sums to one', async () => {
    const { points } = await client.get(AccuracyHistory, api.accuracyHistory, window)
    expect(points.map(({ drawId }) => drawId)).toEqual([draw.id])
    const confusion = await client.get(ConfusionEstimate, api.confusion, window)
    if (confusion.kind !== 'estimate') throw new Error(`There is no estimate but ${confusion.kind}.`)
    expect(confusion.cells.flat().reduce((sum, cell) => sum + cell, 0)).toBeCloseTo(1, 9)
    expect(confusion.classes).toEqual(classes)
  })

  test('[RM4] a prediction tells that it was drawn, annotated and labelled', async () => {
    const { members } = await client.get(DrawMemberPage, api.drawMembers(draw.id), { limit: 1 })
    const { history, label } = await detail(members[0]?.predictionId)
    expect(history.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['predicted', 'drawn', 'annotated', 'labelled']),
    )
    expect(history.find(({ kind }) => kind === 'drawn')).toMatchObject({
      drawId: draw.id,
      inclusionProbability: 1,
    })
    expect(label?.kind).toBe('class')
  })

  test('[SA14] a draw with answers cannot be withdrawn', async () => {
    await expectProblem(await client.send('DELETE', api.draw(draw.id)), 'DRAW_HAS_ANSWERS')
  })
})

describe('withdrawing', () => {
  test('[SA14] a draw that nobody has answered goes, and its interval is free again; [LA11] nothing is leased', async () => {
    const later = await predictAndSettle(8)
    const first = await client.post(Draw, api.draws, { ...later, budget: 3 }, 201)
    expect((await client.delete(Draw, api.draw(first.id))).state).toBe('withdrawn')
    expect((await client.get(Draw, api.draw(first.id))).state).toBe('withdrawn')
    await expectProblem(
      await client.send('POST', api.drawLeases(first.id), { annotator: 'Ada' }),
      'DRAW_WITHDRAWN',
    )
    const again = await client.post(Draw, api.draws, { ...later, budget: 3 }, 201)
    expect(again.progress.tasks).toBeLessThanOrEqual(3)
    await client.send('DELETE', api.draw(again.id))
  })
})

describe('refusals', () => {
  const nobody = '01936f3a-7c2e-7d4b-9a51-0c5e8f1b2a3d'
  const empty = { from: '2001-01-01T00:00:00Z', to: '2001-01-02T00:00:00Z', budget: 5 }
  const answer = { annotator: 'Ada', answer: { kind: 'skip' }, millisecondsSpent: 1, predictionShown: false }
  test.each<[string, string, object | undefined, Parameters<typeof expectProblem>[1]]>([
    ['POST', api.draws, empty, 'DRAW_EMPTY'],
    ['POST', api.draws, { ...empty, from: empty.to, to: empty.from }, 'INTERVAL_INVALID'],
    ['POST', api.draws, { ...empty, modelVersion: 'none@000000000000' }, 'MODEL_VERSION_MISSING'],
    ['POST', api.draws, { ...empty, budget: 0 }, 'REQUEST_INVALID'],
    ['POST', api.draws, { ...empty, floor: 0 }, 'REQUEST_INVALID'],
    ['POST', api.draws, { ...empty, seed: 'a\0b' }, 'REQUEST_INVALID'],
    ['GET', api.draw(nobody), undefined, 'DRAW_MISSING'],
    ['DELETE', api.draw(nobody), undefined, 'DRAW_MISSING'],
    ['GET', api.drawMembers(nobody), undefined, 'DRAW_MISSING'],
    ['POST', api.drawLeases(nobody), { annotator: 'Ada' }, 'DRAW_MISSING'],
    ['POST', api.drawLeases(nobody), { annotator: ' Ada' }, 'REQUEST_INVALID'],
    ['POST', api.drawLeases(nobody), { annotator: 'A\0da' }, 'REQUEST_INVALID'],
    ['GET', api.task(nobody), undefined, 'TASK_MISSING'],
    ['PUT', api.taskAnnotation(nobody), answer, 'TASK_MISSING'],
    ['PUT', api.taskAnnotation(nobody), { ...answer, answer: { kind: 'class' } }, 'REQUEST_INVALID'],
    ['GET', `${api.draws}?cursor=x`, undefined, 'CURSOR_INVALID'],
    [
      'GET',
      `${api.accuracy}?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z`,
      undefined,
      'INTERVAL_INVALID',
    ],
    ['GET', `${api.accuracy}?modelVersion=none`, undefined, 'MODEL_VERSION_MISSING'],
  ])('%s %s %j is %s', async (method, path, body, code) => {
    await expectProblem(await client.send(method, path, body), code)
  })
})

async function predictAndSettle(count: number): Promise<Window> {
  const made: PredictionAnswer[] = []
  for (let turn = 0; turn < count; turn++)
    made.push(await client.predict(photos[turn % photos.length] ?? Buffer.alloc(0)))
  const times = made.map(({ answeredAt }) => new Date(answeredAt).getTime())
  for (const { id } of made) await client.settled(id)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  return { from: new Date(first).toISOString(), to: new Date(last + 1).toISOString() }
}

async function lease(annotator: string, count = 2): Promise<Lease> {
  return client.post(Lease, api.drawLeases(draw.id), { annotator, count })
}

async function annotate(
  task: Task | undefined,
  annotator: string,
  answer: Answer,
): Promise<AnnotationResult> {
  const body = { annotator, answer, millisecondsSpent: 1200, predictionShown: false }
  return client.put(AnnotationResult, api.taskAnnotation(task?.id ?? ''), body)
}

async function rightAnswer(task: Task | undefined): Promise<Answer> {
  return { kind: 'class', class: (await detail(task?.predictionId)).class }
}

async function detail(id: string | undefined): Promise<PredictionDetail> {
  return client.get(PredictionDetail, api.prediction(id ?? ''))
}

async function accuracy(query: Window): Promise<AccuracyEstimate> {
  return client.get(AccuracyEstimate, api.accuracy, query)
}
