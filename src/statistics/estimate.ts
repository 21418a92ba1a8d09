import type { Interval } from './interval.ts'
import { normalQuantile } from './normal-quantile.ts'
import { requireOpenShare } from './preconditions.ts'
import { studentTQuantile } from './student-t-quantile.ts'
import { sum } from './sum.ts'
import { weightedWilsonInterval } from './wilson-interval.ts'

/** A number about a population, estimated from labels, with all that its interval needs. */
export interface Estimate {
  /** The raw estimate of a share. May leave [0, 1] by chance: keep it for sums, clip it where it is shown. */
  readonly estimate: number
  /** Estimated squared standard error, ≥ 0. Zero when the labels show no error to learn from. */
  readonly variance: number
  /** Degrees of freedom of the variance, ≥ 2, real; Infinity when the variance counts as known. */
  readonly degreesOfFreedom: number
  /**
   * Equally likely labels that would be as informative, ≥ 0, real: at most ten times the labels that bear on
   * it.
   */
  readonly effectiveSampleSize: number
}

/** One independent source of variance. */
export interface VariancePart {
  readonly variance: number
  /** 1 for one labelled unit, n − 1 for a stratum of n, Infinity for a variance that counts as known. */
  readonly degreesOfFreedom: number
}

interface EstimateParts {
  readonly estimate: number
  readonly parts: readonly VariancePart[]
  /** Used when the labels show no error to learn a variance from: see `kishSampleSize`. */
  readonly plainSampleSize: number
  /** Labels that bear on the estimate: each counts for ten at most. No limit when left out. */
  readonly labels?: number
}

/**
 * The best proxies make a label worth about six random ones. A variance that claims more than ten is a small
 * one by luck: the few wrong answers among thousands were all found, or all missed. Measured in
 * docs/methods/generalised-regression.md.
 */
const mostPerLabel = 10

/**
 * Puts an estimate together: total variance, Satterthwaite's degrees of freedom, effective sample size.
 *
 * When all labels agree the variance is zero, or says nothing, and the interval would have no width. Then the
 * effective sample size is Kish's (Σw)²/Σw², which leaves a hundred right answers out of a hundred an honest
 * doubt. The same happens when the whole frame was labelled: the interval then speaks of images still to
 * come.
 * @see Satterthwaite (1946), doi:10.2307/3002019
 */
export function makeEstimate({
  estimate,
  parts,
  plainSampleSize,
  labels = Infinity,
}: EstimateParts): Estimate {
  const variance = sum(parts.map((part) => part.variance))
  if (variance === 0 || estimate <= 0 || estimate >= 1) {
    const degreesOfFreedom = Math.max(2, plainSampleSize - 1)
    return { estimate, variance, degreesOfFreedom, effectiveSampleSize: plainSampleSize }
  }
  const squares = sum(parts.map((part) => (part.variance / variance) ** 2 / part.degreesOfFreedom))
  return {
    estimate,
    variance,
    degreesOfFreedom: Math.max(2, 1 / squares),
    effectiveSampleSize: Math.min((estimate * (1 - estimate)) / variance, mostPerLabel * labels),
  }
}

/**
 * (Σw)²/Σw²: the number of labels when all weights are equal, fewer otherwise; 0 without labels.
 * @param weights 1/inclusion probability of every label that bears on the estimate
 * @see Kish (1965), Survey Sampling, section 8.2
 */
export function kishSampleSize(weights: readonly number[]): number {
  const total = sum(weights)
  return total === 0 ? 0 : total ** 2 / sum(weights.map((weight) => weight ** 2))
}

/**
 * Interval for the truth behind an estimate: Wilson's, with the effective sample size and Student's t.
 * @param estimate any estimate of a share that this folder returns
 * @param level share of intervals that shall hold the truth, strictly between 0 and 1
 * @throws RangeError when the level is out of range
 * @see docs/methods/generalised-regression.md, which compares it with the plainer intervals
 */
export function confidenceInterval(estimate: Estimate, level = 0.95): Interval {
  requireOpenShare('level', level)
  const upper = (1 + level) / 2
  const { degreesOfFreedom } = estimate
  const quantile =
    degreesOfFreedom === Infinity ? normalQuantile(upper) : studentTQuantile(upper, degreesOfFreedom)
  return weightedWilsonInterval({ ...estimate, quantile })
}
