import { at, demand, requireCount, requireInclusionProbability } from './preconditions.ts'
import { sum } from './sum.ts'

/**
 * Stands for a random number of exactly 0, whose rank would tie with a certain unit: half the smallest step.
 */
const smallestUniform = 2 ** -54

export interface ParetoFrame {
  /** Chance of every unit to be drawn, in (0, 1]; the sum is the sample size, to within a half. */
  readonly inclusionProbabilities: readonly number[]
  /** Permanent random number of every unit, in [0, 1). */
  readonly uniforms: readonly number[]
}

/**
 * Rank of every unit in a Pareto sample: odds of its random number over odds of its inclusion probability.
 * The units with the smallest ranks are drawn.
 * @returns one rank for each unit: 0 for a certain unit, above 0 and finite for any other
 * @throws RangeError when a value is out of range or the lists differ in length
 * @see Rosén (1997), doi:10.1016/S0378-3758(96)00186-3
 */
export function paretoRanks({ inclusionProbabilities, uniforms }: ParetoFrame): number[] {
  demand(
    uniforms.length === inclusionProbabilities.length,
    `uniforms must hold ${inclusionProbabilities.length} numbers, one for each unit, not ${uniforms.length}.`,
  )
  return inclusionProbabilities.map((probability, unit) => rank(probability, at(uniforms, unit)))
}

/**
 * Draws a sample of fixed size with unequal probabilities.
 * @param size units to take; by default the rounded sum of the inclusion probabilities. A larger size
 *   lengthens the same queue.
 * @returns places of the drawn units, in rank order: certain units first, then ascending rank; equal ranks by
 *   random number. Worked in this order, every beginning of the queue is itself a valid sample: see
 *   `prefixInclusionProbabilities`.
 * @throws RangeError when a value is out of range, the lists differ in length, or size exceeds the frame
 */
export function paretoSample(
  frame: ParetoFrame,
  size = Math.round(sum(frame.inclusionProbabilities)),
): number[] {
  requireCount('size', size, 0)
  const ranks = paretoRanks(frame)
  demand(size <= ranks.length, `size must be at most the frame (${ranks.length}), not ${size}.`)
  if (size === 0) return []
  const last = at(Float64Array.from(ranks).sort(), size - 1)
  const places = [...ranks.keys()].filter((place) => at(ranks, place) <= last)
  places.sort((a, b) => at(ranks, a) - at(ranks, b) || at(frame.uniforms, a) - at(frame.uniforms, b) || a - b)
  return places.slice(0, size)
}

function rank(probability: number, uniform: number): number {
  requireInclusionProbability('inclusionProbabilities', probability)
  demand(uniform >= 0 && uniform < 1, `uniforms must be at least 0 and below 1, not ${uniform}.`)
  const drawn = Math.max(uniform, smallestUniform)
  return Math.min(Number.MAX_VALUE, (drawn / (1 - drawn)) * ((1 - probability) / probability))
}
