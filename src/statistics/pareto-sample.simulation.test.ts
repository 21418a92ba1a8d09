import { describe, expect, test } from 'vitest'
import { inclusionProbabilities } from './inclusion-probabilities.ts'
import { paretoSample } from './pareto-sample.ts'
import { at } from './preconditions.ts'
import { prefixInclusionProbabilities } from './prefix-inclusion-probabilities.ts'
import { seededRandom } from './seeded-random.ts'
import { countDraws } from './simulation/count-draws.ts'
import { repeatDraws } from './simulation/repeat-draws.ts'

describe('paretoSample', () => {
  const scores = seededRandom(4)
  const frame = Array.from({ length: 40 }, () => scores() ** 3)
  const chances = inclusionProbabilities({ scores: frame, budget: 10, floor: 0.3 })

  test('[ST6] draws each of 40 units as often as its probability says (1 % and 4 standard errors)', () => {
    expectShares(countDraws(chances, { size: 10, runs: 20_000 }, seededRandom(21)), chances, 20_000)
  })

  test('[ST7] the first 6 of 10 hold each unit as its chance says (3 % and 4 standard errors)', () => {
    const rescaled = prefixInclusionProbabilities(chances, 6)
    expectShares(countDraws(chances, { size: 6, runs: 20_000 }, seededRandom(22)), rescaled, 20_000, 0.03)
  })

  test('[ST6] the size never varies', () => {
    const random = seededRandom(1)
    for (let run = 0; run < 100; run++) {
      expect(
        new Set(paretoSample({ inclusionProbabilities: chances, uniforms: chances.map(random) })).size,
      ).toBe(10)
    }
  })
})

test('[ST7] an unfinished queue is unbiased (4 standard errors) and its interval holds', () => {
  const summary = repeatDraws(
    {
      stream: { size: 1000, accuracy: 0.8, proxy: 'calibrated' },
      budget: 200,
      labelled: 80,
      floor: 0.5,
      streams: 20,
      draws: 50,
    },
    seededRandom(8),
  )
  expect(Math.abs(summary.bias)).toBeLessThan(4 * summary.biasError)
  expect(summary.coverage).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / summary.runs))
})

/**
 * The probabilities hold exactly only for large samples: `approximation` allows for what is left at this
 * size.
 */
function expectShares(
  counts: readonly number[],
  chances: readonly number[],
  runs: number,
  approximation = 0.01,
): void {
  for (const [unit, chance] of chances.entries()) {
    const tolerance = 4 * Math.sqrt((chance * (1 - chance)) / runs) + approximation * chance
    expect(Math.abs(at(counts, unit) / runs - chance), `unit ${unit}`).toBeLessThanOrEqual(tolerance)
  }
}
