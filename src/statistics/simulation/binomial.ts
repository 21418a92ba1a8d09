import type { Interval } from '../interval.ts'
import { logGamma } from '../log-gamma.ts'
import type { Random } from '../seeded-random.ts'
import { sum } from '../sum.ts'

/** How many of `trials` succeed, each with the chance `share`. */
export function drawBinomial(trials: number, share: number, random: Random): number {
  let successes = 0
  for (let trial = 0; trial < trials; trial++) if (random() < share) successes++
  return successes
}

/**
 * Chance that an interval holds the true share: summed over all outcomes, not simulated.
 * @param intervals the interval for each number of successes, from none to all
 */
export function exactCoverage(truth: number, intervals: readonly Interval[]): number {
  const trials = intervals.length - 1
  return sum(
    intervals.map(({ low, high }, successes) =>
      low <= truth && truth <= high ? binomialProbability(successes, trials, truth) : 0,
    ),
  )
}

/** The interval for each number of right answers out of `labels`, from none to all. */
export function allIntervals(labels: number, intervalOf: (correct: number) => Interval): Interval[] {
  return Array.from({ length: labels + 1 }, (_, correct) => intervalOf(correct))
}

function binomialProbability(successes: number, trials: number, share: number): number {
  const ways = logGamma(trials + 1) - logGamma(successes + 1) - logGamma(trials - successes + 1)
  return Math.exp(ways + successes * Math.log(share) + (trials - successes) * Math.log1p(-share))
}
