import { inverseIncompleteBeta } from './incomplete-beta.ts'
import type { Interval } from './interval.ts'
import { demand, requireCount, requireOpenShare } from './preconditions.ts'

/**
 * Clopper–Pearson ("exact") interval for an accuracy from labels drawn with equal probability. It holds the
 * truth at least as often as its level says, and is therefore wider than Wilson's.
 * @param correct right answers; whole, 0 ≤ correct ≤ labelled
 * @param labelled labels, ≥ 1
 * @param level share of intervals that shall hold the truth, strictly between 0 and 1
 * @throws RangeError when the counts are impossible or the level is out of range
 * @see Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404
 */
export function clopperPearsonInterval(correct: number, labelled: number, level = 0.95): Interval {
  requireCount('labelled', labelled, 1)
  requireCount('correct', correct, 0)
  demand(correct <= labelled, `correct must be at most labelled (${labelled}), not ${correct}.`)
  requireOpenShare('level', level)
  const tail = (1 - level) / 2
  const wrong = labelled - correct
  return {
    low: correct === 0 ? 0 : inverseIncompleteBeta(tail, correct, wrong + 1),
    high: wrong === 0 ? 1 : 1 - inverseIncompleteBeta(tail, wrong, correct + 1),
  }
}
