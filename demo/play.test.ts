import { afterEach, describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { DemoEvent } from './demo-event.ts'
import { DemoStopped } from './demo-stopped.ts'
import { type FakeEvalloop, type FakeSettings, startFakeEvalloop } from './fake-evalloop.ts'
import { classMix } from './food-traffic.ts'
import { playDemo } from './play.ts'

const classes = Object.keys(classMix)
let server: FakeEvalloop | undefined

afterEach(() => server?.close())

async function play(settings: Partial<FakeSettings>, signal?: AbortSignal) {
  server = await startFakeEvalloop({ classes, ...settings })
  const events: DemoEvent[] = []
  const result = await playDemo({
    url: server.url,
    predictions: 12,
    labels: 6,
    seed: 5,
    report: (event) => events.push(event),
    pause: async () => {},
    ...(signal ? { signal } : {}),
  })
  return { result, events, server }
}

describe('playDemo', () => {
  test('sends every photo, labels the whole draw and compares the estimate with the truth', async () => {
    const { result, server } = await play({ estimate: { estimate: 0.5, low: 0, high: 1 } })
    expect(server.predictions).toHaveLength(12)
    expect(server.answers.size).toBe(6)
    expect(result.labels.labelled + result.labels.cannotTell).toBe(6)
    expect(result.trueAccuracy).toBe(result.traffic.right / 12)
    expect(result.intervalHoldsTruth).toBe(true)
    expect(result.notes).toEqual([])
  })

  test('the interval begins with the first answer and ends just after the last', async () => {
    const { result, server } = await play({})
    expect(result.interval.from).toBe(server.predictions[0]?.answeredAt)
    const last = Date.parse(server.predictions.at(-1)?.answeredAt ?? '')
    expect(Date.parse(result.interval.to)).toBe(last + 1)
    expect(result.draw.epochSize).toBe(12)
  })

  test('says when the interval of the estimate misses the truth', async () => {
    const { result } = await play({ estimate: { estimate: 0.995, low: 0.99, high: 1 } })
    expect(result.intervalHoldsTruth).toBe(false)
  })

  test('reports progress of traffic and labelling up to the end', async () => {
    const { events } = await play({})
    const last = (stage: string) =>
      events.findLast((event) => event.kind === 'progress' && event.stage === stage)
    expect(last('traffic')).toMatchObject({ done: 12, total: 12 })
    expect(last('labelling')).toMatchObject({ done: 6, total: 6 })
  })

  test('waits until the index has the last prediction', async () => {
    let reads = 0
    await play({
      lateReads: 3,
      beforeAnswer: (_method, path) => {
        if (path === api.predictionFacets) reads++
      },
    })
    expect(reads).toBe(4)
  })

  test('tries again while the server is busy', async () => {
    const { result } = await play({ busyEvery: 4 })
    expect(result.traffic.predictions).toBe(12)
  })

  test('leaves out what the server could not keep, and says so', async () => {
    const { result } = await play({ uncapturedEvery: 4 })
    expect(result.traffic.captured).toBe(9)
    expect(result.notes).toEqual([expect.stringContaining('3 predictions that the server could not keep')])
  })

  test('stops before any traffic when the model knows other classes', async () => {
    await expect(play({ classes: ['cat', 'dog'] })).rejects.toMatchObject({
      reason: 'not-food',
      message: expect.stringContaining('cat, dog'),
    })
    expect(server?.predictions).toEqual([])
  })

  test('stops before any traffic when the server asks for a token', async () => {
    await expect(play({ asksForToken: true })).rejects.toMatchObject({
      reason: 'refused',
      code: 'UNAUTHORISED',
    })
    expect(server?.predictions).toEqual([])
  })

  test('stops with one sentence when the server goes away', async () => {
    const run = play({
      beforeAnswer: (method, path) => {
        if (method === 'POST' && path === api.draws) void server?.close()
      },
    })
    await expect(run).rejects.toMatchObject({
      reason: 'server-away',
      message: expect.stringContaining('npm start'),
    })
  })

  test('stops when the caller cancels', async () => {
    const controller = new AbortController()
    const run = play({ beforeAnswer: (method) => method === 'POST' && controller.abort() }, controller.signal)
    await expect(run).rejects.toSatisfy(
      (error) => error instanceof DemoStopped && error.reason === 'cancelled',
    )
  })
})
