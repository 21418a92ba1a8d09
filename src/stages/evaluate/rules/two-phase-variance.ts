import type { Estimate } from '#statistics'

export type TwoPhase = Readonly<{ frameSize: number; epochSize: number }>

/**
 * What it adds to the variance of a share that only the measuring part of the epoch could be drawn from. A hash chooses
 * that part blindly, so it is a simple random sample of the epoch: (1 − n/N)·p(1 − p)/(n − 1). [EV6]
 * @param share the estimated share; 0 and 1 add nothing, the interval has its own care for them
 * @param units predictions of the frame of which the share speaks
 * @see Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, section 9.3
 */
export function twoPhaseVariance(share: number, units: number, { frameSize, epochSize }: TwoPhase): number {
  const spread = Math.max(0, share * (1 - share))
  return ((1 - frameSize / epochSize) * spread) / Math.max(units - 1, 1)
}

/**
 * The estimate with a variance added that counts as known. It widens the interval and, being no guess from few labels,
 * makes the variance as a whole more certain. The effective sample size never grows by it: the statistics have limited
 * it already where the labels were too few to show an error.
 */
export function addKnownVariance(estimate: Estimate, known: number): Estimate {
  const share = estimate.estimate
  if (known === 0 || share <= 0 || share >= 1) return estimate
  const variance = estimate.variance + known
  const certainty = estimate.variance === 0 ? Number.POSITIVE_INFINITY : (variance / estimate.variance) ** 2
  return {
    estimate: share,
    variance,
    degreesOfFreedom: estimate.degreesOfFreedom * certainty,
    effectiveSampleSize: Math.min((share * (1 - share)) / variance, estimate.effectiveSampleSize),
  }
}
