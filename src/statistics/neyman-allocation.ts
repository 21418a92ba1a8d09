import { at, demand, requireCount, requirePositive, requireShare } from './preconditions.ts'
import { shareOut } from './share-out.ts'
import { sum } from './sum.ts'

/** What is known of a stratum before the draw. */
export interface PlannedStratum {
  /** Units of the frame in this stratum, ≥ 1. */
  readonly size: number
  /** Guess of the accuracy inside it, 0 to 1. A wrong guess costs width, never validity. */
  readonly expectedAccuracy: number
  /** What one label costs here, relative to the others, above 0; 1 when left out. */
  readonly cost?: number
}

export interface AllocationPlan {
  readonly strata: readonly PlannedStratum[]
  /** Labels to spend, above 0. */
  readonly budget: number
  /** Share of the budget spread in proportion to size, 0 to 1; 0 when left out. */
  readonly floor?: number
}

/**
 * Labels for each stratum that make the stratified estimate most precise: size · √(p(1 − p)/cost), in
 * proportion.
 * @returns real numbers in the order of the strata, at most each size; `wholeAllocation` rounds them
 * @throws RangeError when an argument is out of range
 * @see Neyman (1934), doi:10.2307/2342192
 */
export function neymanAllocation({ strata, budget, floor = 0 }: AllocationPlan): number[] {
  demand(strata.length > 0, 'strata must hold at least one stratum.')
  requirePositive('budget', budget)
  requireShare('floor', floor)
  const sizes = strata.map(({ size }) => size)
  const spreads = strata.map(spreadOf)
  const frame = sum(sizes)
  const total = sum(spreads)
  if (budget >= frame) return sizes
  const wanted = strata.map(({ size }, place) => {
    const even = size / frame
    return budget * (floor * even + (1 - floor) * (total === 0 ? even : at(spreads, place) / total))
  })
  return shareOut({ wanted, limits: sizes, total: budget })
}

/**
 * Rounds an allocation to whole labels with the same total, and gives every stratum its least.
 * @param allocation labels for each stratum, real, ≥ 0
 * @param sizes units of each stratum, in the same order
 * @param least labels that every stratum gets, or all its units if it has fewer; 5 keeps its spread visible
 * @throws RangeError when the total does not reach to give every stratum its least
 */
export function wholeAllocation(
  allocation: readonly number[],
  sizes: readonly number[],
  least = 5,
): number[] {
  demand(
    sizes.length === allocation.length,
    `sizes must hold one number for each of ${allocation.length} strata.`,
  )
  requireCount('least', least, 0)
  const lows = sizes.map((size) => Math.min(size, least))
  const total = Math.round(sum(allocation))
  demand(sum(lows) <= total, `allocation must reach to ${sum(lows)} labels, the least for every stratum.`)
  const labels = allocation.map((wish, place) => Math.max(at(lows, place), Math.floor(wish)))
  for (let given = sum(labels); given !== total; given = sum(labels)) {
    const step = Math.sign(total - given)
    const limits = step > 0 ? sizes : lows
    const place = neediest(labels, allocation, step, limits)
    labels[place] = at(labels, place) + step
  }
  return labels
}

/** The place whose wish asks most for a step up (+1) or down (−1), among those not yet at their limit. */
function neediest(
  labels: readonly number[],
  wishes: readonly number[],
  step: number,
  limits: readonly number[],
) {
  const movable = [...labels.keys()].filter((place) => at(labels, place) !== at(limits, place))
  const need = (place: number) => step * (at(wishes, place) - at(labels, place))
  return movable.reduce((best, place) => (need(place) > need(best) ? place : best), movable[0] ?? 0)
}

function spreadOf({ size, expectedAccuracy, cost = 1 }: PlannedStratum): number {
  requireCount('strata.size', size, 1)
  requireShare('strata.expectedAccuracy', expectedAccuracy)
  requirePositive('strata.cost', cost)
  return size * Math.sqrt((expectedAccuracy * (1 - expectedAccuracy)) / cost)
}
