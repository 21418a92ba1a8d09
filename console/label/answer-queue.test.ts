import { describe, expect, test } from 'vitest'
import type { AnnotationResult } from '#contract/label.ts'
import { ProblemError, serverAway } from '../kit/problem.ts'
import { AnswerQueue, type PendingAnswer, type Settled } from './answer-queue.ts'

const progress = { tasks: 3, waiting: 1, leased: 1, labelled: 1, skipped: 0, cannotTell: 0 }

function answerTo(taskId: string, name = 'Soup'): PendingAnswer {
  const request = {
    annotator: 'Ada',
    answer: { kind: 'class' as const, class: name },
    millisecondsSpent: 900,
    predictionShown: false,
  }
  return { drawId: 'd', taskId, annotator: 'Ada', operation: { kind: 'answer', request } }
}

const undoOf = (taskId: string): PendingAnswer => ({
  drawId: 'd',
  taskId,
  annotator: 'Ada',
  operation: { kind: 'undo' },
})

/** A queue with a server, a store and a clock that the test holds in its hands. */
function bench(stored: PendingAnswer[] = []) {
  const store = new Map(stored.map((entry) => [entry.taskId, entry]))
  const sent: PendingAnswer[] = []
  const settled: Settled[] = []
  const timers: { run: () => void; milliseconds: number }[] = []
  let replies: (() => Promise<AnnotationResult>)[] = []
  const result = (entry: PendingAnswer): AnnotationResult => ({
    task: {
      id: entry.taskId,
      drawId: 'd',
      predictionId: 'p',
      position: 0,
      imageUrl: '',
      width: 1,
      height: 1,
    },
    progress,
  })
  const queue = new AnswerQueue({
    send: (entry) => {
      sent.push(entry)
      const reply = replies.shift()
      return reply ? reply() : Promise.resolve(result(entry))
    },
    storage: {
      load: () => [...store.values()],
      save: (entry) => store.set(entry.taskId, entry),
      remove: (taskId) => store.delete(taskId),
    },
    schedule: (run, milliseconds) => {
      const timer = { run, milliseconds }
      timers.push(timer)
      return () => timers.splice(timers.indexOf(timer), 1)
    },
  })
  queue.onSettled((one) => settled.push(one))
  const quiet = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const next = (...more: typeof replies) => {
    replies = [...replies, ...more]
  }
  return { queue, store, sent, settled, timers, quiet, next, result }
}

const away = () => Promise.reject(new ProblemError(serverAway))
const taken = () =>
  Promise.reject(new ProblemError({ ...serverAway, code: 'TASK_TAKEN', status: 409, retry: false }))

describe('the queue of answers', () => {
  test('stores an answer before it is sent and forgets it when the server has it', async () => {
    const { queue, store, sent, quiet } = bench()
    queue.put(answerTo('t1'))
    expect(store.has('t1')).toBe(true)
    await quiet()
    expect(sent).toHaveLength(1)
    expect(store.size).toBe(0)
    expect(queue.waitingFor('d')).toEqual([])
  })

  test('keeps answers while the server is away, in order, and waits longer each time', async () => {
    const { queue, sent, timers, quiet, next } = bench()
    next(away, away)
    queue.put(answerTo('t1'))
    queue.put(answerTo('t2'))
    await quiet()
    expect(queue.problem?.code).toBe('SERVER_AWAY')
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([1000])
    timers.shift()?.run()
    await quiet()
    expect(timers.map(({ milliseconds }) => milliseconds)).toEqual([2000])
    timers.shift()?.run()
    await quiet()
    expect(sent.map(({ taskId }) => taskId)).toEqual(['t1', 't1', 't1', 't2'])
    expect(queue.problem).toBeUndefined()
  })

  test('online again: tries at once', async () => {
    const { queue, timers, quiet, next, store } = bench()
    next(away)
    queue.put(answerTo('t1'))
    await quiet()
    queue.flush()
    await quiet()
    expect(timers).toEqual([])
    expect(store.size).toBe(0)
  })

  test('a reload loses nothing', async () => {
    const { queue, sent, quiet } = bench([answerTo('t1'), answerTo('t2')])
    expect(queue.waitingFor('d')).toHaveLength(2)
    queue.flush()
    await quiet()
    expect(sent.map(({ taskId }) => taskId)).toEqual(['t1', 't2'])
  })

  test('what the server will never take is dropped and reported, and the next one goes on', async () => {
    const { queue, settled, quiet, next, store } = bench()
    next(taken)
    queue.put(answerTo('t1'))
    queue.put(answerTo('t2'))
    await quiet()
    expect(settled.map(({ kind }) => kind)).toEqual(['refused', 'accepted'])
    expect(store.size).toBe(0)
  })

  test('an answer that was never sent is taken back without a word to the server', async () => {
    const { queue, sent, quiet, next } = bench()
    next(away)
    queue.put(answerTo('t1'))
    queue.put(answerTo('t2'))
    await quiet()
    expect(queue.takeBack('t2')).toBe(true)
    queue.flush()
    await quiet()
    expect(sent.map(({ taskId }) => taskId)).toEqual(['t1', 't1'])
  })

  test('an answer that may have arrived is not taken back silently', async () => {
    const { queue, quiet, next } = bench()
    next(away)
    queue.put(answerTo('t1'))
    await quiet()
    expect(queue.takeBack('t1')).toBe(false)
  })

  test('an undo during the flight of its answer is sent after it, and only the undo settles', async () => {
    const { queue, sent, settled, quiet, next, result } = bench()
    const flight = Promise.withResolvers<AnnotationResult>()
    next(() => flight.promise)
    queue.put(answerTo('t1'))
    await quiet()
    queue.put(undoOf('t1'))
    flight.resolve(result(answerTo('t1')))
    await quiet()
    expect(sent.map(({ operation }) => operation.kind)).toEqual(['answer', 'undo'])
    expect(settled.map(({ entry }) => entry.operation.kind)).toEqual(['undo'])
  })

  test('a changed mind while offline sends only the last answer', async () => {
    const { queue, sent, quiet, next } = bench()
    next(away)
    queue.put(answerTo('t0'))
    await quiet()
    queue.put(answerTo('t1', 'Soup'))
    queue.put(answerTo('t1', 'Rice'))
    queue.flush()
    await quiet()
    const last = sent.at(-1)?.operation
    expect(sent).toHaveLength(3)
    expect(last?.kind === 'answer' && last.request.answer).toEqual({ kind: 'class', class: 'Rice' })
  })
})
