import { demand, requireCount, requireInclusionProbability } from './preconditions.ts'
import { sum } from './sum.ts'

/**
 * Chance of every unit to be among the first `labelled` of a queue that is worked in Pareto rank order. All
 * odds shrink by one factor, chosen so that the chances sum to `labelled`; so an unfinished batch stays
 * valid.
 * @param inclusionProbabilities of the whole draw, for every unit of the frame, in (0, 1]
 * @param labelled units worked so far, from `smallestPrefix` up to the frame; beyond the drawn size the
 *   chances grow
 * @returns one probability in (0, 1] for each unit; the original ones when `labelled` is the drawn size
 * @throws RangeError when a probability is out of range or `labelled` is not reachable
 * @see Rosén (1997), doi:10.1016/S0378-3758(96)00186-3; docs/methods/pareto-sampling.md
 */
export function prefixInclusionProbabilities(
  inclusionProbabilities: readonly number[],
  labelled: number,
): number[] {
  const frame = inclusionProbabilities.length
  requireCount('labelled', labelled, smallestPrefix(inclusionProbabilities))
  demand(labelled <= frame, `labelled must be at most the frame (${frame}), not ${labelled}.`)
  if (labelled === frame) return inclusionProbabilities.map(() => 1)
  const certain = inclusionProbabilities.filter((probability) => probability === 1).length
  if (certain === frame) return inclusionProbabilities.map(() => labelled / frame)
  const factor = solveFactor(inclusionProbabilities, labelled)
  return inclusionProbabilities.map((probability) => rescale(probability, factor))
}

/**
 * Fewest labels, worked in rank order, from which the frame can be estimated: one more than the certain
 * units, because these come first and tell nothing about the others; one when every unit is certain.
 */
export function smallestPrefix(inclusionProbabilities: readonly number[]): number {
  demand(inclusionProbabilities.length > 0, 'inclusionProbabilities must hold at least one unit.')
  for (const probability of inclusionProbabilities) {
    requireInclusionProbability('inclusionProbabilities', probability)
  }
  const certain = inclusionProbabilities.filter((probability) => probability === 1).length
  return certain === inclusionProbabilities.length ? 1 : certain + 1
}

/** Probability after its odds were multiplied by `factor`; stays 1 for a certain unit. */
function rescale(probability: number, factor: number): number {
  return (factor * probability) / (1 - probability + factor * probability)
}

/**
 * The factor at which the rescaled probabilities sum to `target`: Newton on its logarithm, kept inside a
 * bracket.
 */
function solveFactor(probabilities: readonly number[], target: number): number {
  let [low, high] = bracket(probabilities, target)
  let log = Math.min(Math.max(0, low), high)
  for (let step = 0; step < 200; step++) {
    const rescaled = probabilities.map((probability) => rescale(probability, Math.exp(log)))
    const excess = sum(rescaled) - target
    if (excess > 0) high = log
    else low = log
    const newton = log - excess / sum(rescaled.map((probability) => probability * (1 - probability)))
    const next = newton >= low && newton <= high ? newton : (low + high) / 2
    if (Math.abs(next - log) < 1e-15 * Math.max(1, Math.abs(log))) return Math.exp(next)
    log = next
  }
  return Math.exp(log)
}

/** Two logarithms of the factor, the one too small and the other too large. */
function bracket(probabilities: readonly number[], target: number): [low: number, high: number] {
  const reached = (log: number) =>
    sum(probabilities.map((probability) => rescale(probability, Math.exp(log))))
  let low = -1
  let high = 1
  while (reached(low) > target && low > -700) low *= 2
  while (reached(high) < target && high < 700) high *= 2
  return [Math.max(low, -700), Math.min(high, 700)]
}
