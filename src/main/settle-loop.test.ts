import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { startSettleLoop } from './settle-loop.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A settleOnce whose every call waits until the test answers it. */
function manualSettling() {
  const calls: PromiseWithResolvers<number>[] = []
  const settleOnce = () => {
    const call = Promise.withResolvers<number>()
    calls.push(call)
    return call.promise
  }
  const answer = async (outcome: number | Error) => {
    const call = calls.at(-1)
    if (outcome instanceof Error) call?.reject(outcome)
    else call?.resolve(outcome)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { settleOnce, answer, calls: () => calls.length }
}

function start() {
  const settling = manualSettling()
  const failures: unknown[] = []
  const loop = startSettleLoop(settling.settleOnce, (error) => void failures.push(error))
  return { loop, failures, ...settling }
}

describe('settling', () => {
  test('begins by itself, because something may wait from before, and goes on until nothing is left', async () => {
    const { answer, calls } = start()
    expect(calls()).toBe(1)
    await answer(64)
    expect(calls()).toBe(2)
    await answer(0)
    expect(calls()).toBe(2)
  })

  test('begins again when poked', async () => {
    const { loop, answer, calls } = start()
    await answer(0)
    loop.poke()
    expect(calls()).toBe(2)
  })

  test('never runs twice at a time; a poke meanwhile is not forgotten', async () => {
    const { loop, answer, calls } = start()
    loop.poke()
    loop.poke()
    expect(calls()).toBe(1)
    await answer(0)
    expect(calls()).toBe(2)
    await answer(0)
    expect(calls()).toBe(2)
  })
})

describe('failure', () => {
  test('[CA4] is told, and tried again after a pause that grows up to a quarter of a minute', async () => {
    const { loop, failures, answer, calls } = start()
    for (const pauseMs of [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]) {
      const before = calls()
      await answer(new Error('away'))
      expect(loop.problem()).toBe('away')
      await vi.advanceTimersByTimeAsync(pauseMs - 1)
      expect(calls()).toBe(before)
      await vi.advanceTimersByTimeAsync(1)
      expect(calls()).toBe(before + 1)
    }
    expect(failures).toHaveLength(8)
  })

  test('a poke does not cut the pause short', async () => {
    const { loop, answer, calls } = start()
    await answer(new Error('away'))
    loop.poke()
    await vi.advanceTimersByTimeAsync(249)
    expect(calls()).toBe(1)
  })

  test('is forgotten after a success, and the next pause is short again', async () => {
    const { loop, answer, calls } = start()
    await answer(new Error('away'))
    await vi.advanceTimersByTimeAsync(250)
    await answer(0)
    expect(loop.problem()).toBeUndefined()
    loop.poke()
    const before = calls()
    await answer(new Error('away again'))
    await vi.advanceTimersByTimeAsync(250)
    expect(calls()).toBe(before + 1)
  })
})

describe('stop', () => {
  test('waits for what is being settled', async () => {
    const { loop, answer } = start()
    const { stopped, promise } = watch(loop.stop(3000))
    await vi.advanceTimersByTimeAsync(1000)
    expect(stopped()).toBe(false)
    await answer(0)
    await promise
  })

  test('settles no further batch once the limit is over', async () => {
    const { loop, answer, calls } = start()
    const { promise } = watch(loop.stop(3000))
    await answer(64)
    expect(calls()).toBe(2)
    await vi.advanceTimersByTimeAsync(3000)
    await answer(64)
    await promise
    expect(calls()).toBe(2)
  })

  test('ends a pause at once', async () => {
    const { loop, answer } = start()
    await answer(new Error('away'))
    await loop.stop(3000)
  })

  test('does not begin a pause when the last try fails', async () => {
    const { loop, answer } = start()
    const { promise } = watch(loop.stop(10))
    await vi.advanceTimersByTimeAsync(10)
    await answer(new Error('away'))
    await promise
  })

  test('a later poke does nothing', async () => {
    const { loop, answer, calls } = start()
    await answer(0)
    await loop.stop(3000)
    loop.poke()
    expect(calls()).toBe(1)
  })
})

function watch(promise: Promise<void>) {
  let stopped = false
  promise.then(() => {
    stopped = true
  })
  return { promise, stopped: () => stopped }
}
