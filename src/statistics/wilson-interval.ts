import type { Interval } from './interval.ts'
import { demand, requireCount, requirePositive } from './preconditions.ts'

/**
 * Wilson score interval for an accuracy from labels drawn with equal probability.
 * @param correct right answers; whole, 0 ≤ correct ≤ labelled
 * @param labelled labels, ≥ 1. If they were drawn with unequal probability, use `weightedWilsonInterval`.
 * @param z standard-normal quantile, above 0; 1.96 gives 95 %
 * @returns shares, 0 ≤ low ≤ high ≤ 1; exactly 0 or 1 at the end where no answer disagrees
 * @throws RangeError when the counts are impossible
 * @see Wilson (1927), doi:10.1080/01621459.1927.10502953; coverage in docs/methods/wilson.md
 */
export function wilsonInterval(correct: number, labelled: number, z: number): Interval {
  requireCount('labelled', labelled, 1)
  requireCount('correct', correct, 0)
  demand(correct <= labelled, `correct must be at most labelled (${labelled}), not ${correct}.`)
  requirePositive('z', z)
  return weightedWilsonInterval({ estimate: correct / labelled, effectiveSampleSize: labelled, quantile: z })
}

export interface WeightedWilsonInput {
  /** The raw estimate; a regression may leave [0, 1], and is clipped here. */
  readonly estimate: number
  /** Equally likely labels that would be as informative: real, ≥ 0. None gives the interval from 0 to 1. */
  readonly effectiveSampleSize: number
  /** Quantile of the estimate's error in standard errors, above 0: Student's t, or normal. */
  readonly quantile: number
}

/**
 * Wilson score interval for an accuracy from labels drawn with unequal probabilities.
 * @returns shares, 0 ≤ low ≤ high ≤ 1; never of zero width for a finite sample
 * @throws RangeError when an argument is out of range
 * @see Wilson (1927) with the effective sample size of Korn & Graubard (1998), Survey Methodology 24, 193–201
 */
export function weightedWilsonInterval({
  estimate,
  effectiveSampleSize,
  quantile,
}: WeightedWilsonInput): Interval {
  demand(Number.isFinite(estimate), `estimate must be a finite number, not ${estimate}.`)
  demand(effectiveSampleSize >= 0, `effectiveSampleSize must be at least 0, not ${effectiveSampleSize}.`)
  requirePositive('quantile', quantile)
  if (effectiveSampleSize === 0) return { low: 0, high: 1 }
  const share = Math.min(1, Math.max(0, estimate))
  const spread = quantile ** 2 / effectiveSampleSize
  const middle = (share + spread / 2) / (1 + spread)
  const half = Math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
  return {
    low: share === 0 ? 0 : Math.max(0, middle - half),
    high: share === 1 ? 1 : Math.min(1, middle + half),
  }
}
