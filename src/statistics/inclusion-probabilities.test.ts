import { describe, expect, test } from 'vitest'
import { inclusionProbabilities, uncertaintyScore } from './inclusion-probabilities.ts'
import { seededRandom } from './seeded-random.ts'
import { sum } from './sum.ts'

describe('inclusionProbabilities', () => {
  test('[ST5] half even, half by uncertainty: reference values', () => {
    const scores = [0.99, 0.95, 0.9, 0.8, 0.65, 0.5, 0.97, 0.4].map(uncertaintyScore)
    const drawn = inclusionProbabilities({ scores, budget: 3, floor: 0.5 })
    const expected = [
      0.243716129447, 0.31063744783, 0.356998007765, 0.413497343687, 0.456984656949, 0.469996679609,
      0.283880647085, 0.464289087629,
    ]
    expect(drawn).toEqual(expected.map((probability) => expect.closeTo(probability, 11)))
  })

  test('[ST5] what a certain unit cannot use goes to the others', () => {
    const drawn = inclusionProbabilities({ scores: [90, 9, 1, 0], budget: 2, floor: 0.4 })
    expect(drawn[0]).toBe(1)
    expect(sum(drawn)).toBeCloseTo(2, 12)
    expect((drawn[1] ?? 0) / (drawn[3] ?? 0)).toBeCloseTo((0.2 + 1.2 * 0.09) / 0.2, 12)
  })

  test.each([1, 7, 7.5, 40, 400, 499.5, 500, 900])(
    '[ST5] budget %d of 500: in (0, 1], sums up, keeps the floor',
    (budget) => {
      const random = seededRandom(11)
      const scores = Array.from({ length: 500 }, () => random() ** 12)
      const drawn = inclusionProbabilities({ scores, budget, floor: 0.2 })
      expect(sum(drawn)).toBeCloseTo(Math.min(budget, 500), 9)
      expect(Math.min(...drawn)).toBeGreaterThanOrEqual(Math.min(1, (0.2 * budget) / 500) * (1 - 1e-12))
      expect(Math.max(...drawn)).toBeLessThanOrEqual(1)
    },
  )

  test('[ST5] without any score the draw is even', () => {
    expect(inclusionProbabilities({ scores: [0, 0, 0, 0], budget: 1, floor: 0.1 })).toEqual([
      0.25, 0.25, 0.25, 0.25,
    ])
  })

  test.each([
    [{ scores: [], budget: 1, floor: 0.5 }, 'scores must hold at least one unit.'],
    [{ scores: [1, -1], budget: 1, floor: 0.5 }, 'scores must be finite and at least 0.'],
    [{ scores: [1, Number.NaN], budget: 1, floor: 0.5 }, 'scores must be finite and at least 0.'],
    [{ scores: [1], budget: 0, floor: 0.5 }, 'budget must be a finite number above 0, not 0.'],
    [{ scores: [1], budget: 1, floor: 0 }, 'floor must be above 0 and at most 1, not 0.'],
  ])('[ST19] %j is refused', (plan, sentence) => {
    expect(() => inclusionProbabilities(plan)).toThrow(new RangeError(sentence))
  })
})

test('[ST5] the score is the standard deviation of a right answer', () => {
  expect(uncertaintyScore(0.5)).toBe(0.5)
  expect(uncertaintyScore(0.9)).toBeCloseTo(0.3, 12)
  expect(uncertaintyScore(1)).toBe(0)
})
