import { describe, expect, test } from 'vitest'
import type { EstimateBasis } from '#contract/evaluate.ts'
import type { DemoResult } from './demo-result.ts'
import { describeResult } from './describe-result.ts'

const basis: EstimateBasis = {
  modelVersion: 'food11@000000000000',
  predictions: 400,
  covered: 400,
  draws: [],
  shareLabelled: 1,
  withoutAnswer: 0,
  method: 'estimate',
}

const result: DemoResult = {
  url: 'http://127.0.0.1:8000',
  seed: 1,
  modelVersion: 'food11@000000000000',
  interval: { from: '2026-01-31T00:00:00.000Z', to: '2026-01-31T00:01:00.000Z' },
  traffic: { predictions: 400, captured: 400, seconds: 40, right: 320, flagged: 9, corrected: 6 },
  trueAccuracy: 0.8,
  draw: { id: 'd', epochSize: 400, frameSize: 200, tasks: 100 },
  labels: { labelled: 98, cannotTell: 2, unknown: 0 },
  accuracy: {
    kind: 'estimate',
    estimate: 0.782,
    interval: { low: 0.701, high: 0.848, level: 0.95 },
    labels: 98,
    effectiveSampleSize: 110,
    naive: {
      estimate: 0.64,
      right: 63,
      labels: 98,
      biased: true,
      why: 'Doubtful ones were chosen more often.',
    },
    basis,
  },
  intervalHoldsTruth: true,
  pages: { overview: 'http://o', draw: 'http://d', evaluate: 'http://e' },
  notes: ['One thing.'],
}

const told = (changed: Partial<DemoResult>) => describeResult({ ...result, ...changed }).join('\n')

describe('describeResult', () => {
  test('shows the estimate with its interval and labels, the truth, and the naive number as biased', () => {
    const text = told({})
    expect(text).toContain('78.2 %, between 70.1 % and 84.8 % (95 %), from 98 labels')
    expect(text).toContain('80.0 %, over all 400 predictions')
    expect(text).toContain('64.0 %, biased: Doubtful ones were chosen more often.')
    expect(text).toContain('The interval holds the truth.')
    expect(text).toContain('Note: One thing.')
  })

  test('a missed interval is told as plainly', () => {
    expect(told({ intervalHoldsTruth: false })).toContain('misses the truth')
  })

  test('too few labels are an answer as well', () => {
    const accuracy = { kind: 'not-enough-labels', labels: 7, labelsStillNeeded: 3, basis } as const
    expect(told({ accuracy })).toContain('not enough labels (7; 3 more needed)')
  })
})
