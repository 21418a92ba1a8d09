import { type Estimate, makeEstimate } from './estimate.ts'
import { demand, requireCount, requirePositive } from './preconditions.ts'
import { sum } from './sum.ts'

/** The estimate of one epoch and how many predictions it speaks of. */
export interface EpochEstimate {
  readonly frameSize: number
  readonly estimate: Estimate
}

/**
 * Accuracy over several epochs whose samples were drawn independently: each counts by its predictions.
 * Weighting by precision instead would prefer epochs in which the model happened to look perfect.
 * @throws RangeError when there is no epoch, a frame is empty, or an estimate rests on no label
 */
export function combineEpochs(epochs: readonly EpochEstimate[]): Estimate {
  demand(epochs.length > 0, 'epochs must hold at least one epoch.')
  for (const { frameSize, estimate } of epochs) {
    requireCount('epochs.frameSize', frameSize, 1)
    requirePositive('epochs.estimate.effectiveSampleSize', estimate.effectiveSampleSize)
  }
  const frame = sum(epochs.map(({ frameSize }) => frameSize))
  const weighted = epochs.map(({ frameSize, estimate }) => ({ ...estimate, weight: frameSize / frame }))
  return makeEstimate({
    estimate: sum(weighted.map(({ weight, estimate }) => weight * estimate)),
    parts: weighted.map(({ weight, ...epoch }) => ({
      variance: weight ** 2 * trustedVariance(epoch),
      degreesOfFreedom: epoch.degreesOfFreedom,
    })),
    plainSampleSize:
      1 / sum(weighted.map(({ weight, effectiveSampleSize }) => weight ** 2 / effectiveSampleSize)),
  })
}

/**
 * The variance that an epoch's own interval shows: larger than the estimated one where its sample size was
 * limited.
 */
function trustedVariance({ estimate, variance, effectiveSampleSize }: Estimate): number {
  return Math.max(variance, (estimate * (1 - estimate)) / effectiveSampleSize)
}
