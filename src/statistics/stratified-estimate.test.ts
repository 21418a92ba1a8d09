import { describe, expect, test } from 'vitest'
import { confidenceInterval } from './estimate.ts'
import { stratifiedEstimate } from './stratified-estimate.ts'

describe('stratifiedEstimate', () => {
  test('[ST13] reference: three strata of 6, 6 and 8', () => {
    const result = stratifiedEstimate([
      { size: 6, labelled: 2, correct: 2 },
      { size: 6, labelled: 3, correct: 2 },
      { size: 8, labelled: 4, correct: 1 },
    ])
    expect(result.estimate).toBeCloseTo(0.6, 12)
    expect(result.variance).toBeCloseTo(0.01, 12)
    expect(result.degreesOfFreedom).toBeCloseTo(1 / (0.25 / 2 + 0.25 / 3), 9)
  })

  test('[ST4] all right leaves doubt', () => {
    const result = stratifiedEstimate([
      { size: 900, labelled: 20, correct: 20 },
      { size: 100, labelled: 20, correct: 20 },
    ])
    expect(result.effectiveSampleSize).toBeCloseTo(1000 ** 2 / (900 ** 2 / 20 + 100 ** 2 / 20), 9)
    expect(confidenceInterval(result).low).toBeLessThan(0.9)
  })

  test('[ST13] a stratum that is labelled to the last unit adds no variance', () => {
    const { variance } = stratifiedEstimate([
      { size: 1, labelled: 1, correct: 0 },
      { size: 10, labelled: 10, correct: 4 },
    ])
    expect(variance).toBe(0)
  })

  test.each([
    [[], /^strata must hold/],
    [[{ size: 5, labelled: 1, correct: 1 }], /^strata.labelled must be a whole number of at least 2/],
    [[{ size: 5, labelled: 6, correct: 1 }], /^strata.labelled must be at most/],
    [[{ size: 5, labelled: 3, correct: 4 }], /^strata.correct must be at most/],
  ])('[ST19] %j is refused', (strata, sentence) => {
    expect(() => stratifiedEstimate(strata)).toThrow(sentence)
  })
})
