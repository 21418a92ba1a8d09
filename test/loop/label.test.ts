import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Task } from '#contract/label.ts'
import type { Database } from '#ports/database.ts'
import { seededRandom, shuffle } from '#statistics'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  addPredictions,
  classes,
  type LabellingRooms,
  leaseSeconds,
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

const soup: Answer = { kind: 'class', class: 'Soup' }
const rice: Answer = { kind: 'class', class: 'Rice' }
const refusedWith = (code: string) => expect.objectContaining({ code })
const positions = (tasks: readonly Task[]) => tasks.map(({ position }) => position)

/** Rooms with a draw of so many tasks. */
async function withDraw(budget: number): Promise<LabellingRooms & { drawId: string }> {
  const rooms = openLabellingRooms(database)
  const modelVersion = await addPredictions(database, { count: 3 * budget + 20 })
  const { id } = await rooms.sample.draw({ ...yesterday, modelVersion, budget })
  return { ...rooms, drawId: id }
}

function answer(rooms: LabellingRooms, task: Task | undefined, given: Answer, annotator = 'ada') {
  const request = { annotator, answer: given, millisecondsSpent: 1_200, predictionShown: false }
  return rooms.label.annotate(task?.id ?? '', request)
}

type Kept = { kind: string; class: string | null; annotator: string; retracted: boolean }
type KeptLabel = {
  id: string
  kind: string
  class: string | null
  rule: string
  annotation_ids: string[]
  superseded: boolean
}

function annotationsOn(task: Task | undefined): Promise<(Kept & { id: string })[]> {
  return database.query(
    `select id, kind, class, annotator, retracted_at is not null as retracted from annotation
    where task_id = $1 order by id`,
    [task?.id ?? ''],
  )
}

function labelsOn(task: Task | undefined): Promise<KeptLabel[]> {
  return database.query(
    `select id, kind, class, rule, annotation_ids, superseded_at is not null as superseded from label
    where prediction_id = $1 order by id`,
    [task?.predictionId ?? ''],
  )
}

describe('tasks', () => {
  test('[LA1] one for each chosen prediction, in the order of the queue; made again, nothing changes', async () => {
    const rooms = await withDraw(30)
    const stored = () =>
      database.query<{ id: string; prediction_id: string; position: number; purpose: string }>(
        'select id, prediction_id, position, purpose from task where draw_id = $1 order by position',
        [rooms.drawId],
      )
    const before = await stored()
    const { members } = await rooms.sample.members(rooms.drawId, { limit: 200 })
    expect(before.map((task) => [task.prediction_id, task.position])).toEqual(
      members.map((member) => [member.predictionId, member.position]),
    )
    expect(new Set(before.map(({ purpose }) => purpose))).toEqual(new Set(['measure']))
    await Promise.all([rooms.label.makeTasks(rooms.drawId), rooms.label.makeTasks(rooms.drawId)])
    expect(await stored()).toEqual(before)
  })

  test('[LA1] many ask for the first work at once: the tasks are made once', async () => {
    const rooms = openLabellingRooms(database, { onDraw: () => Promise.resolve() })
    const modelVersion = await addPredictions(database, { count: 100 })
    const { id } = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 24 })
    const annotators = ['ada', 'ben', 'cy', 'di', 'eve']
    const leases = await Promise.all(
      annotators.map((annotator) => rooms.label.lease(id, { annotator, count: 4 })),
    )
    const given = leases.flatMap(({ tasks }) => positions(tasks))
    expect(new Set(given).size).toBe(20)
    expect((await rooms.label.progressOf([id])).get(id)?.tasks).toBe(24)
  })

  test('[LA13] never tell the model’s answer', async () => {
    const rooms = await withDraw(3)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada' })).tasks
    const fields = ['drawId', 'height', 'id', 'imageUrl', 'leasedUntil', 'position', 'predictionId', 'width']
    expect(Object.keys(task ?? {}).sort()).toEqual(fields)
    expect(task).toMatchObject({
      width: 640,
      height: 480,
      imageUrl: `/api/v1/predictions/${task?.predictionId}/image`,
    })
    const answered = await answer(rooms, task, soup)
    expect(Object.keys(answered.task).sort()).toEqual(
      [...fields.filter((f) => f !== 'leasedUntil'), 'answer'].sort(),
    )
    expect(await rooms.label.task(task?.id ?? '')).toEqual(answered.task)
  })
})

describe('leases', () => {
  test('[LA3] [LA4] from the front of the queue, topped up to the number asked for, and renewed', async () => {
    const rooms = await withDraw(12)
    const { label, drawId, clock } = rooms
    const first = await label.lease(drawId, { annotator: 'ada', count: 3 })
    expect(positions(first.tasks)).toEqual([0, 1, 2])
    expect(first).toMatchObject({ leaseSeconds, progress: { tasks: 12, waiting: 9, leased: 3 } })
    expect(positions((await label.lease(drawId, { annotator: 'ben' })).tasks)).toEqual([3, 4, 5, 6, 7, 8])
    await answer(rooms, first.tasks[1], soup)
    clock.advance(100)
    const second = await label.lease(drawId, { annotator: 'ada', count: 4 })
    expect(positions(second.tasks)).toEqual([0, 2, 9, 10])
    const until = new Date(clock.now().getTime() + leaseSeconds * 1000).toISOString()
    expect(new Set(second.tasks.map(({ leasedUntil }) => leasedUntil))).toEqual(new Set([until]))
    expect(positions((await label.lease(drawId, { annotator: 'ada', count: 1 })).tasks)).toEqual([
      0, 2, 9, 10,
    ])
  })

  test('[LA4] a page that asks twice at once does not get twice as much', async () => {
    const { label, drawId } = await withDraw(30)
    const leases = await Promise.all(
      Array.from({ length: 5 }, () => label.lease(drawId, { annotator: 'ada', count: 6 })),
    )
    for (const { tasks } of leases) expect(positions(tasks)).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('[LA5] what has run out goes to the next who asks, at its old place', async () => {
    const { label, drawId, clock } = await withDraw(6)
    await label.lease(drawId, { annotator: 'ada', count: 2 })
    clock.advance(leaseSeconds - 1)
    expect(positions((await label.lease(drawId, { annotator: 'ben', count: 1 })).tasks)).toEqual([2])
    clock.advance(1)
    expect((await label.progressOf([drawId])).get(drawId)).toMatchObject({ waiting: 5, leased: 1 })
    expect(positions((await label.lease(drawId, { annotator: 'ben', count: 3 })).tasks)).toEqual([0, 1, 2])
    expect(positions((await label.lease(drawId, { annotator: 'ada', count: 2 })).tasks)).toEqual([3, 4])
  })

  test('[LA4] what has run out is renewed if nobody took it', async () => {
    const { label, drawId, clock } = await withDraw(6)
    await label.lease(drawId, { annotator: 'ada', count: 2 })
    clock.advance(10 * leaseSeconds)
    expect(positions((await label.lease(drawId, { annotator: 'ada', count: 2 })).tasks)).toEqual([0, 1])
    expect(positions((await label.lease(drawId, { annotator: 'ben', count: 2 })).tasks)).toEqual([2, 3])
  })

  test('[LA5] what is released goes back at once; a second time is harmless', async () => {
    const { label, drawId } = await withDraw(6)
    const { tasks } = await label.lease(drawId, { annotator: 'ada', count: 3 })
    await label.release(drawId, 'ada')
    await label.release(drawId, 'ada')
    expect(await label.task(tasks[0]?.id ?? '')).not.toHaveProperty('leasedUntil')
    expect(positions((await label.lease(drawId, { annotator: 'ben', count: 2 })).tasks)).toEqual([0, 1])
  })

  test('[LA2] [LA3] five annotators at once: nobody shares a task, everybody gets them in order, all are answered once', async () => {
    const rooms = await withDraw(120)
    const { label, drawId } = rooms
    const given = new Map<number, string>()
    const onScreen = new Set<string>()
    async function work(annotator: string, seed: number) {
      const random = seededRandom(seed)
      for (let last = -1; ; ) {
        const { tasks } = await label.lease(drawId, { annotator, count: 1 + Math.floor(4 * random()) })
        if (tasks.length === 0) return
        expect(positions(tasks)).toEqual([...positions(tasks)].sort((a, b) => a - b))
        for (const { id } of tasks) expect(onScreen.has(id)).toBe(false)
        for (const { id } of tasks) onScreen.add(id)
        const [front, ...others] = tasks
        const chosen = random() < 0.7 ? [front] : shuffle([front, ...others], random)
        for (const task of chosen) {
          if (!task) continue
          await answer(rooms, task, random() < 0.8 ? soup : { kind: 'skip' }, annotator)
          expect(given.has(task.position)).toBe(false)
          given.set(task.position, annotator)
        }
        expect(front?.position).toBeGreaterThan(last)
        last = front?.position ?? last
        for (const { id } of tasks) onScreen.delete(id)
      }
    }
    await Promise.all(['ada', 'ben', 'cy', 'di', 'eve'].map((name, place) => work(name, place)))
    expect([...given.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, place) => place))
    expect((await label.progressOf([drawId])).get(drawId)).toMatchObject({
      tasks: 120,
      waiting: 0,
      leased: 0,
    })
    const [row] = await database.query<{ count: number }>(
      'select count(*) from annotation a join task t on t.id = a.task_id where t.draw_id = $1',
      [drawId],
    )
    expect(row?.count).toBe(120)
  })
})

describe('answers', () => {
  test('[LA6] the same answer again changes nothing; another one retracts the first and keeps it', async () => {
    const rooms = await withDraw(4)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada' })).tasks
    const first = await answer(rooms, task, soup)
    expect(await Promise.all([answer(rooms, task, soup), answer(rooms, task, soup)])).toEqual([first, first])
    expect(await annotationsOn(task)).toHaveLength(1)
    const second = await answer(rooms, task, rice)
    expect(second.task.answer).toEqual(rice)
    expect(await annotationsOn(task)).toMatchObject([
      { class: 'Soup', retracted: true },
      { class: 'Rice', retracted: false },
    ])
    expect(await labelsOn(task)).toMatchObject([
      { class: 'Soup', superseded: true },
      { class: 'Rice', superseded: false },
    ])
    expect(second.progress).toMatchObject({ labelled: 1 })
  })

  test('[LA6] the same answer sent many times at once is one annotation', async () => {
    const rooms = await withDraw(4)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada' })).tasks
    await Promise.all(Array.from({ length: 6 }, () => answer(rooms, task, soup)))
    expect(await annotationsOn(task)).toHaveLength(1)
    expect(await labelsOn(task)).toHaveLength(1)
  })

  test('[LA7] the first answer stands', async () => {
    const rooms = await withDraw(4)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada' })).tasks
    await expect(answer(rooms, task, soup, 'ben')).rejects.toThrow(refusedWith('TASK_TAKEN'))
    await answer(rooms, task, soup)
    await expect(answer(rooms, task, soup, 'ben')).rejects.toThrow(refusedWith('TASK_TAKEN'))
  })

  test('[LA7] of two late answers at once, one stands', async () => {
    const rooms = await withDraw(4)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada' })).tasks
    rooms.clock.advance(leaseSeconds)
    const results = await Promise.allSettled([
      answer(rooms, task, soup, 'ada'),
      answer(rooms, task, rice, 'ben'),
    ])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await annotationsOn(task)).toHaveLength(1)
  })

  test('[LA7] after a lease has run out the answer counts, unless somebody else has the task', async () => {
    const rooms = await withDraw(4)
    const { tasks } = await rooms.label.lease(rooms.drawId, { annotator: 'ada', count: 2 })
    rooms.clock.advance(leaseSeconds)
    expect((await answer(rooms, tasks[0], soup)).progress).toMatchObject({ labelled: 1 })
    await rooms.label.lease(rooms.drawId, { annotator: 'ben', count: 1 })
    await expect(answer(rooms, tasks[1], soup)).rejects.toThrow(refusedWith('TASK_TAKEN'))
  })

  test('[LA8] [LA12] a class and none of these make a label, a skip and a shrug do not', async () => {
    const rooms = await withDraw(6)
    const { tasks } = await rooms.label.lease(rooms.drawId, { annotator: 'ada' })
    await answer(rooms, tasks[0], soup)
    await answer(rooms, tasks[1], { kind: 'none-of-these' })
    await answer(rooms, tasks[2], { kind: 'cannot-tell' })
    const { progress } = await answer(rooms, tasks[3], { kind: 'skip' })
    expect(progress).toEqual({ tasks: 6, waiting: 0, leased: 2, labelled: 2, skipped: 1, cannotTell: 1 })
    const [annotation] = await annotationsOn(tasks[0])
    expect(await labelsOn(tasks[0])).toMatchObject([
      {
        kind: 'class',
        class: 'Soup',
        rule: 'one-annotator',
        annotation_ids: [annotation?.id],
        superseded: false,
      },
    ])
    expect(await labelsOn(tasks[1])).toMatchObject([{ kind: 'none-of-these', class: null }])
    expect(await labelsOn(tasks[2])).toEqual([])
    expect(await labelsOn(tasks[3])).toEqual([])
  })

  test('[LA9] an answer is undone by its annotator only, and the task comes back', async () => {
    const rooms = await withDraw(4)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada', count: 1 })).tasks
    const id = task?.id ?? ''
    await answer(rooms, task, soup)
    await expect(rooms.label.undo(id, 'ben')).rejects.toThrow(refusedWith('TASK_TAKEN'))
    const undone = await rooms.label.undo(id, 'ada')
    expect(undone.task).not.toHaveProperty('answer')
    expect(undone.task).toHaveProperty('leasedUntil')
    expect(undone.progress).toMatchObject({ labelled: 0, leased: 1 })
    expect(await rooms.label.undo(id, 'ada')).toEqual(undone)
    expect(await labelsOn(task)).toMatchObject([{ superseded: true }])
    expect(positions((await rooms.label.lease(rooms.drawId, { annotator: 'ada', count: 1 })).tasks)).toEqual([
      0,
    ])
    await answer(rooms, task, soup)
    expect(await labelsOn(task)).toMatchObject([{ superseded: true }, { superseded: false }])
    expect(await annotationsOn(task)).toMatchObject([{ retracted: true }, { retracted: false }])
  })

  test('[LA10] an unknown class is refused, and the known ones are named', async () => {
    const rooms = await withDraw(4)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada' })).tasks
    await expect(answer(rooms, task, { kind: 'class', class: 'soup' })).rejects.toMatchObject({
      code: 'CLASS_UNKNOWN',
      details: { classes: [...classes] },
    })
    expect(await annotationsOn(task)).toEqual([])
  })

  test('[LA11] a withdrawn draw gives no work and takes no answer; a retracted answer has begun it', async () => {
    const rooms = await withDraw(4)
    const [task] = (await rooms.label.lease(rooms.drawId, { annotator: 'ada' })).tasks
    await rooms.sample.withdraw(rooms.drawId)
    const withdrawn = refusedWith('DRAW_WITHDRAWN')
    await expect(rooms.label.lease(rooms.drawId, { annotator: 'ada' })).rejects.toThrow(withdrawn)
    await expect(answer(rooms, task, soup)).rejects.toThrow(withdrawn)

    const begun = await withDraw(4)
    const [other] = (await begun.label.lease(begun.drawId, { annotator: 'ada' })).tasks
    await answer(begun, other, soup)
    await begun.label.undo(other?.id ?? '', 'ada')
    await expect(begun.sample.withdraw(begun.drawId)).rejects.toThrow(refusedWith('DRAW_HAS_ANSWERS'))
  })

  test('[LA14] the answers of a draw are those to its own tasks', async () => {
    const rooms = await withDraw(5)
    const stranger = await withDraw(5)
    const { tasks } = await rooms.label.lease(rooms.drawId, { annotator: 'ada' })
    const other = await stranger.label.lease(stranger.drawId, { annotator: 'ada' })
    await answer(stranger, other.tasks[0], rice)
    await answer(rooms, tasks[2], soup)
    await answer(rooms, tasks[0], { kind: 'skip' })
    expect([...(await rooms.label.answersOf(rooms.drawId))]).toEqual([
      [tasks[0]?.predictionId, { kind: 'skip' }],
      [tasks[2]?.predictionId, soup],
    ])
  })

  test('unknown tasks and draws are refused by name', async () => {
    const rooms = openLabellingRooms(database)
    const nobody = '01939e60-0000-7000-8000-000000000000'
    await expect(rooms.label.task(nobody)).rejects.toThrow(refusedWith('TASK_MISSING'))
    await expect(rooms.label.undo(nobody, 'ada')).rejects.toThrow(refusedWith('TASK_MISSING'))
    await expect(rooms.label.lease(nobody, { annotator: 'ada' })).rejects.toThrow(refusedWith('DRAW_MISSING'))
    expect(await rooms.label.progressOf([])).toEqual(new Map())
  })
})
