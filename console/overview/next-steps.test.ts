import { describe, expect, test } from 'vitest'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { Overview } from '#contract/overview.ts'
import { nextSteps } from './next-steps.ts'
import { ringArcs } from './ring-arcs.ts'

const basis = {
  modelVersion: 'm@1',
  predictions: 1000,
  covered: 1000,
  draws: [],
  shareLabelled: 1,
  withoutAnswer: 0,
  method: 'm',
}
const naive = { estimate: 0.5, right: 50, labels: 100, biased: true as const, why: '' }
const good: AccuracyEstimate = {
  kind: 'estimate',
  estimate: 0.8,
  interval: { low: 0.77, high: 0.83, level: 0.95 },
  labels: 400,
  effectiveSampleSize: 700,
  naive,
  basis,
}
const none = { tasks: 0, waiting: 0, leased: 0, labelled: 0, skipped: 0, cannotTell: 0 }

const healthy: Overview = {
  from: '2026-05-01T00:00:00Z',
  to: '2026-05-02T00:00:00Z',
  model: {
    id: 'm@1',
    name: 'm',
    classes: ['a', 'b'],
    artifactSha256: '',
    stage: 'production',
    registeredAt: '2026-05-01T00:00:00Z',
    serving: true,
  },
  volume: { total: 1000, binSeconds: 3600, bins: [] },
  feedback: { flagged: 0, corrected: 0 },
  capture: { state: 'keeping-up', pending: 0, oldestPendingSeconds: 0, dropped: 0, setAside: 0 },
  labels: { openDraws: [], progress: none },
  accuracy: good,
  history: { points: [] },
}

const pagesOf = (overview: Overview) => nextSteps(overview).map(({ to }) => to.page)

describe('three things to do next', () => {
  test('nothing urgent: look closer', () => expect(pagesOf(healthy)).toEqual(['evaluate']))
  test('losing predictions comes before everything', () => {
    const steps = nextSteps({ ...healthy, capture: { ...healthy.capture, state: 'losing', dropped: 7 } })
    expect(steps[0]).toMatchObject({ meaning: 'bad', to: { page: 'readiness' } })
  })
  test('an empty window: make a prediction', () => {
    expect(
      pagesOf({ ...healthy, volume: { ...healthy.volume, total: 0 }, accuracy: { kind: 'no-draw', basis } }),
    ).toEqual(['upload'])
  })
  test('no draw: draw', () =>
    expect(pagesOf({ ...healthy, accuracy: { kind: 'no-draw', basis } })).toEqual(['new-draw']))
  test('an open draw: label it, and no second draw', () => {
    const labels = { openDraws: ['d'], progress: { ...none, tasks: 10, waiting: 10 } }
    expect(pagesOf({ ...healthy, labels, accuracy: { kind: 'no-draw', basis } })).toEqual(['label'])
  })
  test('most of the window uncovered: draw from what came since', () => {
    expect(pagesOf({ ...healthy, accuracy: { ...good, basis: { ...basis, covered: 100 } } })).toEqual([
      'new-draw',
      'evaluate',
    ])
  })
  test('never more than three', () => {
    const busy: Overview = {
      ...healthy,
      capture: { ...healthy.capture, state: 'behind', pending: 3 },
      labels: { openDraws: ['d'], progress: { ...none, tasks: 9, waiting: 9 } },
      feedback: { flagged: 4, corrected: 1 },
    }
    expect(pagesOf(busy)).toEqual(['readiness', 'label', 'flagged'])
  })
})

describe('the arcs of the ring', () => {
  test('flow while all is well; the stations to come are quiet, not broken', () => {
    const states = ringArcs(healthy).map(({ state }) => state)
    expect(states).toEqual(['flowing', 'flowing', 'flowing', 'flowing', 'later', 'later', 'later'])
  })
  test('a backlog breaks the arc into capture and says how many wait', () => {
    const arcs = ringArcs({ ...healthy, capture: { ...healthy.capture, state: 'behind', pending: 12 } })
    expect(arcs[0]).toMatchObject({ state: 'broken', count: '12 wait' })
  })
  test('losing says how many were lost', () => {
    const arcs = ringArcs({ ...healthy, capture: { ...healthy.capture, state: 'losing', dropped: 3 } })
    expect(arcs[0]).toMatchObject({ state: 'broken', count: '3 lost' })
  })
})
