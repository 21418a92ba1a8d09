import { describe, expect, test } from 'vitest'
import type { Answer, Lease, Task } from '#contract/label.ts'
import { ProblemError, serverAway } from '../kit/problem.ts'
import { AnswerQueue, type PendingAnswer } from './answer-queue.ts'
import { LabelSession } from './session.ts'

const soup: Answer = { kind: 'class', class: 'Soup' }

/** A draw on a server of a few lines: leases in order, answers and undos by task. */
function bench(size: number) {
  const tasks = Array.from(
    { length: size },
    (_, position): Task => ({
      id: `t${position}`,
      drawId: 'd',
      predictionId: `p${position}`,
      position,
      imageUrl: `/i/${position}`,
      width: 1,
      height: 1,
    }),
  )
  const answered = new Map<string, PendingAnswer>()
  const taken = new Set<string>()
  const timers: (() => void)[] = []
  const state = { online: true, now: 0, released: 0, answered, taken, sent: [] as PendingAnswer[] }
  const progress = () => ({
    tasks: size,
    waiting: 0,
    leased: size - answered.size,
    labelled: answered.size,
    skipped: 0,
    cannotTell: 0,
  })
  const schedule = (run: () => void) => {
    timers.push(run)
    return () => {
      const index = timers.indexOf(run)
      if (index >= 0) timers.splice(index, 1)
    }
  }
  const queue = new AnswerQueue({
    send: (entry) => {
      if (!state.online) return Promise.reject(new ProblemError(serverAway))
      state.sent.push(entry)
      if (taken.has(entry.taskId))
        return Promise.reject(
          new ProblemError({ ...serverAway, code: 'TASK_TAKEN', status: 409, retry: false }),
        )
      if (entry.operation.kind === 'answer') answered.set(entry.taskId, entry)
      else answered.delete(entry.taskId)
      const task = tasks.find(({ id }) => id === entry.taskId)
      return task ? Promise.resolve({ task, progress: progress() }) : Promise.reject(new Error('no task'))
    },
    storage: { load: () => [], save: () => {}, remove: () => {} },
    schedule,
  })
  const session = new LabelSession({
    drawId: 'd',
    annotator: 'Ada',
    queue,
    lease: (count): Promise<Lease> =>
      state.online
        ? Promise.resolve({
            tasks: tasks.filter(({ id }) => !answered.has(id) && !taken.has(id)).slice(0, count),
            leaseSeconds: 60,
            progress: progress(),
          })
        : Promise.reject(new ProblemError(serverAway)),
    release: () => {
      state.released += 1
    },
    now: () => state.now,
    schedule,
  })
  const quiet = async () => {
    for (let turn = 0; turn < 60; turn++) await Promise.resolve()
  }
  const current = () => session.view().current?.id
  return { session, queue, state, quiet, current, timers }
}

/** The image is on the screen, as it must be before an answer counts. */
function look(session: LabelSession): LabelSession {
  session.shown()
  return session
}

describe('a labelling session', () => {
  test('goes through the whole draw in order and ends', async () => {
    const { session, state, quiet, current } = bench(40)
    session.start()
    await quiet()
    for (let position = 0; position < 40; position++) {
      expect(current()).toBe(`t${position}`)
      look(session).answer(soup)
      await quiet()
    }
    expect(session.view()).toMatchObject({ phase: 'done', finished: 40, waiting: 0 })
    expect(state.answered.size).toBe(40)
  })

  test('moves on at once, whatever the network does', async () => {
    const { session, state, quiet, current } = bench(40)
    session.start()
    await quiet()
    state.online = false
    look(session).answer(soup)
    expect(current()).toBe('t1')
    await quiet()
    look(session).answer(soup)
    expect(session.view()).toMatchObject({ phase: 'asking', waiting: 2, finished: 2 })
  })

  test('twelve answers offline, then online: all arrive and no image is asked twice', async () => {
    const { session, queue, state, quiet, current } = bench(40)
    session.start()
    await quiet()
    state.online = false
    for (let answer = 0; answer < 12; answer++) {
      look(session).answer(soup)
      await quiet()
    }
    expect(session.view().phase).toBe('problem')
    state.online = true
    queue.flush()
    await session.lease()
    await quiet()
    expect(state.answered.size).toBe(12)
    expect(current()).toBe('t12')
    expect(session.view()).toMatchObject({ phase: 'asking', waiting: 0, finished: 12 })
  })

  test('undo brings the image back at once and takes the answer back', async () => {
    const { session, state, quiet, current } = bench(40)
    session.start()
    await quiet()
    look(session).answer(soup)
    await quiet()
    session.undo()
    expect(current()).toBe('t0')
    await quiet()
    expect(state.answered.size).toBe(0)
    look(session).answer({ kind: 'skip' })
    await quiet()
    expect(current()).toBe('t1')
    const operation = state.answered.get('t0')?.operation
    expect(operation?.kind === 'answer' && operation.request.answer).toEqual({ kind: 'skip' })
  })

  test('undo reaches ten answers back and no further', async () => {
    const { session, quiet, current } = bench(40)
    session.start()
    await quiet()
    for (let answer = 0; answer < 15; answer++) {
      look(session).answer(soup)
      await quiet()
    }
    for (let step = 0; step < 12; step++) {
      session.undo()
      await quiet()
    }
    expect(current()).toBe('t5')
    expect(session.view().undoable).toBe(0)
  })

  test('undo after the end opens the last image again', async () => {
    const { session, quiet, current } = bench(3)
    session.start()
    await quiet()
    for (let answer = 0; answer < 3; answer++) look(session).answer(soup)
    await quiet()
    expect(session.view().phase).toBe('done')
    session.undo()
    expect(current()).toBe('t2')
    expect(session.view().phase).toBe('asking')
  })

  test('an image that another annotator answered is reported and left behind', async () => {
    const { session, state, quiet, current } = bench(10)
    session.start()
    await quiet()
    state.taken.add('t0')
    look(session).answer(soup)
    await quiet()
    expect(current()).toBe('t1')
    expect(session.view().notice).toContain('Another annotator')
    expect(session.view().undoable).toBe(0)
  })

  test('a lease that lost the image in sight does not change it under the finger', async () => {
    const { session, state, quiet, current } = bench(10)
    session.start()
    await quiet()
    state.taken.add('t0')
    await session.lease()
    expect(current()).toBe('t0')
  })

  test('an answer tells whether the model’s answer had been shown, for its own task only', async () => {
    const { session, state, quiet } = bench(10)
    session.start()
    await quiet()
    session.reveal()
    look(session).answer(soup)
    look(session).answer(soup)
    await quiet()
    const shown = state.sent.map(
      ({ operation }) => operation.kind === 'answer' && operation.request.predictionShown,
    )
    expect(shown).toEqual([true, false])
  })

  test('an image that is not on the screen yet cannot be judged, only skipped', async () => {
    const { session, quiet, current } = bench(10)
    session.start()
    await quiet()
    expect(session.answer(soup)).toBe(false)
    expect(current()).toBe('t0')
    expect(session.answer({ kind: 'skip' })).toBe(true)
    expect(current()).toBe('t1')
  })

  test('measures from image on screen to answer', async () => {
    const { session, state, quiet } = bench(10)
    session.start()
    await quiet()
    session.shown()
    state.now = 1234
    look(session).answer(soup)
    await quiet()
    const operation = state.sent[0]?.operation
    expect(operation?.kind === 'answer' && operation.request.millisecondsSpent).toBe(1234)
  })

  test('leaving gives the leases back, but not while answers wait', async () => {
    const { session, state, quiet } = bench(10)
    session.start()
    await quiet()
    session.stop()
    expect(state.released).toBe(1)
    session.start()
    await quiet()
    state.online = false
    look(session).answer(soup)
    await quiet()
    session.stop()
    expect(state.released).toBe(1)
  })

  test('leases are renewed while the person is active, and lapse after that', async () => {
    const { session, timers, quiet, state } = bench(10)
    let leases = 0
    const lease = session.lease.bind(session)
    session.lease = () => {
      leases += 1
      return lease()
    }
    session.start()
    await quiet()
    timers.shift()?.()
    await quiet()
    expect(leases).toBe(2)
    state.now = 61_000
    timers.shift()?.()
    await quiet()
    expect(leases).toBe(2)
    session.active()
    timers.shift()?.()
    await quiet()
    expect(leases).toBe(3)
  })
})
