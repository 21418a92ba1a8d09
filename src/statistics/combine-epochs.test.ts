import { describe, expect, test } from 'vitest'
import { combineEpochs } from './combine-epochs.ts'
import type { Estimate } from './estimate.ts'
import { simpleRandomEstimate } from './simple-random-estimate.ts'

const day: Estimate = { estimate: 0.8, variance: 0.0004, degreesOfFreedom: 10, effectiveSampleSize: 400 }

describe('combineEpochs', () => {
  test('[ST17] each epoch counts by its predictions', () => {
    const night: Estimate = {
      estimate: 0.6,
      variance: 0.0036,
      degreesOfFreedom: 5,
      effectiveSampleSize: 0.24 / 0.0036,
    }
    const both = combineEpochs([
      { frameSize: 3000, estimate: day },
      { frameSize: 1000, estimate: night },
    ])
    const variance = 0.75 ** 2 * 0.0004 + 0.25 ** 2 * 0.0036
    expect(both.estimate).toBeCloseTo(0.75, 12)
    expect(both.variance).toBeCloseTo(variance, 14)
    expect(both.degreesOfFreedom).toBeCloseTo(
      variance ** 2 / ((0.75 ** 2 * 0.0004) ** 2 / 10 + (0.25 ** 2 * 0.0036) ** 2 / 5),
      9,
    )
    expect(both.effectiveSampleSize).toBeCloseTo((0.75 * 0.25) / variance, 9)
  })

  test('[ST17] a single epoch keeps its estimate', () => {
    expect(combineEpochs([{ frameSize: 7, estimate: day }])).toEqual({
      estimate: 0.8,
      variance: 0.0004,
      degreesOfFreedom: expect.closeTo(10, 9),
      effectiveSampleSize: expect.closeTo(400, 9),
    })
  })

  test('[ST17] known variances stay known', () => {
    const epochs = [90, 80].map((correct) => ({
      frameSize: 500,
      estimate: simpleRandomEstimate(correct, 100),
    }))
    expect(combineEpochs(epochs).degreesOfFreedom).toBe(Infinity)
  })

  test('[ST4] nothing but right answers leaves doubt', () => {
    const perfect = [30, 10].map((labels) => ({
      frameSize: 100,
      estimate: simpleRandomEstimate(labels, labels),
    }))
    expect(combineEpochs(perfect).effectiveSampleSize).toBeCloseTo(1 / (0.25 / 30 + 0.25 / 10), 9)
  })

  test('[ST21] an epoch whose sample size was limited stays limited', () => {
    const lucky: Estimate = {
      estimate: 0.99,
      variance: 1e-9,
      degreesOfFreedom: 50,
      effectiveSampleSize: 1000,
    }
    expect(combineEpochs([{ frameSize: 10, estimate: lucky }]).effectiveSampleSize).toBeCloseTo(1000, 6)
  })

  test('[ST19] nothing to combine is refused', () => {
    expect(() => combineEpochs([])).toThrow(new RangeError('epochs must hold at least one epoch.'))
    expect(() => combineEpochs([{ frameSize: 0, estimate: day }])).toThrow(/^epochs.frameSize/)
    const unseen = { frameSize: 5, estimate: { ...day, effectiveSampleSize: 0 } }
    expect(() => combineEpochs([unseen])).toThrow(/^epochs.estimate.effectiveSampleSize/)
  })
})
