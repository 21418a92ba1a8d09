import { expect, onTestFinished, test } from 'vitest'
import type { ModelRunner } from '#ports/model-runner.ts'
import { until } from '../../../test/support/until.ts'
import { openWorkerPool } from './worker-pool.ts'

const worker = new URL('../../../test/support/obedient-worker.ts', import.meta.url)

test('answers, in whatever order the threads finish', async () => {
  const { say } = await open({ threads: 2 })
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map(say))
  expect(answers.map(({ image }) => image.sha256)).toEqual(['a', 'b', 'c', 'd'])
})

test('is open when every thread has loaded, and not before: a stop right after it ends none while it loads', async () => {
  const { runner, loaded } = await open({ threads: 4 })
  expect(loaded()).toBe(4)
  await runner.close()
})

test('a refusal keeps its code and details on the way out of the thread', async () => {
  const { say } = await open({ threads: 1 })
  await expect(say('refuse')).rejects.toMatchObject({
    name: 'EvalloopError',
    code: 'IMAGE_TOO_LARGE',
    details: { width: 9 },
  })
})

test('a fault of the thread is passed on as it is', async () => {
  const { say } = await open({ threads: 1 })
  await expect(say('throw')).rejects.toThrow('a fault of the thread')
  expect((await say('next')).image.sha256).toBe('next')
})

test('more than may wait: MODEL_BUSY at once, and the ones before are answered', async () => {
  const { say, holding, letGo } = await open({ threads: 1, queueLimit: 2 })
  const held = say('hold')
  await until(() => holding() === 1)
  const waiting = ['first', 'second'].map(say)
  await expect(say('third')).rejects.toMatchObject({ code: 'MODEL_BUSY' })
  letGo()
  const answers = await Promise.all([held, ...waiting])
  expect(answers.map(({ image }) => image.sha256)).toEqual(['hold', 'first', 'second'])
  expect((await say('fourth')).image.sha256).toBe('fourth')
})

test('a thread that dies fails its own prediction and no later one', async () => {
  const { say } = await open({ threads: 1 })
  await expect(say('die')).rejects.toThrow()
  expect((await say('next')).image.sha256).toBe('next')
})

test('closing lets what runs finish', async () => {
  const { runner, say, holding, letGo } = await open({ threads: 1 })
  const held = say('hold')
  await until(() => holding() === 1)
  const closed = runner.close()
  letGo()
  expect((await held).image.sha256).toBe('hold')
  await closed
})

async function open({ threads, queueLimit = 100 }: { threads: number; queueLimit?: number }) {
  const holds = new Int32Array(new SharedArrayBuffer(12))
  const letGo = () => {
    Atomics.store(holds, 1, 1)
    Atomics.notify(holds, 1)
  }
  const runner: ModelRunner = await openWorkerPool({ worker, workerData: { holds }, threads, queueLimit })
  onTestFinished(async () => {
    letGo()
    await runner.close()
  })
  return {
    runner,
    say: (order: string) => runner.predict(Buffer.from(order)),
    holding: () => Atomics.load(holds, 0),
    loaded: () => Atomics.load(holds, 2),
    letGo,
  }
}
