import type { Estimate } from './estimate.ts'
import type { Interval } from './interval.ts'
import { normalQuantile } from './normal-quantile.ts'
import { requireOpenShare } from './preconditions.ts'
import { wilsonInterval } from './wilson-interval.ts'

/**
 * Accuracy from labels drawn with equal probability: the plain share, with Wilson's interval.
 * @param correct right answers; whole, 0 ≤ correct ≤ labelled
 * @param labelled labels, ≥ 1. The population counts as endless, which errs towards a wider interval.
 * @param level share of intervals that shall hold the truth, strictly between 0 and 1
 * @throws RangeError when the counts are impossible or the level is out of range
 */
export function simpleRandomEstimate(
  correct: number,
  labelled: number,
  level = 0.95,
): Estimate & { readonly interval: Interval } {
  requireOpenShare('level', level)
  const interval = wilsonInterval(correct, labelled, normalQuantile((1 + level) / 2))
  const estimate = correct / labelled
  return {
    estimate,
    variance: (estimate * (1 - estimate)) / labelled,
    degreesOfFreedom: Infinity,
    effectiveSampleSize: labelled,
    interval,
  }
}
