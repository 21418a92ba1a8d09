import { demand, requirePositive, requireShare } from './preconditions.ts'
import { shareOut } from './share-out.ts'
import { sum } from './sum.ts'

export interface DrawPlan {
  /** How much a label of each unit would tell, ≥ 0, on any scale; one for each unit of the frame. */
  readonly scores: readonly number[]
  /**
   * Labels to spend, above 0; the expected size of the sample. As many as the frame or more draws all of it.
   */
  readonly budget: number
  /**
   * Share of the budget spread evenly, in (0, 1]; 1 ignores the scores. 0.5 keeps a silent failure in sight.
   */
  readonly floor: number
}

/**
 * Chance of every unit to be drawn: partly even, partly in proportion to its score, never above 1.
 * @returns one probability in (0, 1] for each score; their sum is the smaller of budget and frame.
 *   None is below floor · budget / frame.
 * @throws RangeError when a score, the budget or the floor is out of range, or there are no scores
 * @see Zrnic & Candès (2024), arXiv:2403.03208, for the mix; docs/methods/pareto-sampling.md
 */
export function inclusionProbabilities({ scores, budget, floor }: DrawPlan): number[] {
  demand(scores.length > 0, 'scores must hold at least one unit.')
  requirePositive('budget', budget)
  demand(floor > 0 && floor <= 1, `floor must be above 0 and at most 1, not ${floor}.`)
  const total = sum(scores)
  demand(
    Number.isFinite(total) && scores.every((score) => score >= 0),
    'scores must be finite and at least 0.',
  )
  if (budget >= scores.length) return scores.map(() => 1)
  const even = 1 / scores.length
  const wanted = scores.map(
    (score) => budget * (floor * even + (1 - floor) * (total === 0 ? even : score / total)),
  )
  return shareOut({ wanted, limits: scores.map(() => 1), total: budget })
}

/**
 * How much the label of a unit would tell: the standard deviation √(p(1 − p)) of a right answer.
 * @param proxy probability that the answer is right, 0 to 1: a calibrated confidence
 * @returns 0 (surely right or surely wrong) to 0.5
 * @throws RangeError when the proxy is outside [0, 1]
 */
export function uncertaintyScore(proxy: number): number {
  requireShare('proxy', proxy)
  return Math.sqrt(proxy * (1 - proxy))
}
