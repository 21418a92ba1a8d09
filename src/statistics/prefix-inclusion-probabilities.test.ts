import { describe, expect, test } from 'vitest'
import { inclusionProbabilities } from './inclusion-probabilities.ts'
import { prefixInclusionProbabilities, smallestPrefix } from './prefix-inclusion-probabilities.ts'
import { seededRandom } from './seeded-random.ts'
import { sum } from './sum.ts'

const random = seededRandom(5)
const scores = Array.from({ length: 300 }, () => random() ** 6)
const whole = inclusionProbabilities({ scores, budget: 80, floor: 0.3 })

describe('prefixInclusionProbabilities', () => {
  test('[ST7] the whole queue keeps its probabilities', () => {
    expect(prefixInclusionProbabilities(whole, 80)).toEqual(
      whole.map((probability) => expect.closeTo(probability, 12)),
    )
  })

  test.each([15, 16, 40, 79, 81, 200, 299])('[ST7] the first %d: sum and ratio of odds', (labelled) => {
    const rescaled = prefixInclusionProbabilities(whole, labelled)
    const odds = (probability: number | undefined) => (probability ?? NaN) / (1 - (probability ?? NaN))
    const ratios = rescaled.map((probability, unit) => odds(probability) / odds(whole[unit]))
    const open = ratios.filter((_, unit) => whole[unit] !== 1)
    expect(sum(rescaled)).toBeCloseTo(labelled, 9)
    expect(Math.max(...open) / Math.min(...open)).toBeCloseTo(1, 6)
    expect(Math.min(...rescaled)).toBeGreaterThan(0)
  })

  test('[ST7] all labelled: certain', () => {
    expect(prefixInclusionProbabilities([0.5, 1, 0.5], 3)).toEqual([1, 1, 1])
  })

  test('[ST7] certain units come first, so they alone say nothing of the others', () => {
    expect(smallestPrefix([1, 1, 0.2, 0.3])).toBe(3)
    expect(() => prefixInclusionProbabilities([1, 1, 0.2, 0.3], 2)).toThrow(
      new RangeError('labelled must be a whole number of at least 3, not 2.'),
    )
  })

  test('[ST7] where all are certain, the beginning is an even draw', () => {
    expect(smallestPrefix([1, 1, 1, 1])).toBe(1)
    expect(prefixInclusionProbabilities([1, 1, 1, 1], 1)).toEqual([0.25, 0.25, 0.25, 0.25])
  })

  test('[ST7] probabilities that differ by many orders of magnitude', () => {
    const rescaled = prefixInclusionProbabilities([1 - 1e-12, 1 - 1e-9, 0.5, 0.5, 1e-9, 1e-12], 1)
    expect(sum(rescaled)).toBeCloseTo(1, 12)
    expect(Math.min(...rescaled)).toBeGreaterThan(0)
    expect(rescaled).toEqual([...rescaled].sort((a, b) => b - a))
  })

  test('[ST19] more labels than units are refused', () => {
    expect(() => prefixInclusionProbabilities([0.5, 0.5], 3)).toThrow(
      new RangeError('labelled must be at most the frame (2), not 3.'),
    )
    expect(() => smallestPrefix([0.5, 0])).toThrow(/^inclusionProbabilities must be above 0/)
  })
})
