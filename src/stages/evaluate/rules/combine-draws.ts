import { combineEpochs, confidenceInterval } from '#statistics'
import type { DrawAccuracy } from './draw-accuracy.ts'

/** The accuracy of one draw, with the number of predictions that it speaks of. */
export type EpochAccuracy = Readonly<{ epochSize: number; accuracy: DrawAccuracy }>

/** Accuracy over the epochs of several draws, each counted by its predictions. At least one. [EV9] */
export function combineDraws(epochs: readonly EpochAccuracy[]): DrawAccuracy {
  const [first] = epochs
  if (first && epochs.length === 1) return first.accuracy
  const estimate = combineEpochs(
    epochs.map(({ epochSize, accuracy }) => ({ frameSize: epochSize, estimate: withOwnDoubt(accuracy) })),
  )
  const labels = epochs.reduce((total, { accuracy }) => total + accuracy.labels, 0)
  return { estimate, interval: confidenceInterval(estimate), labels }
}

/**
 * Wilson's interval takes the variance of one simple random sample for known. In a sum of several small ones its doubt
 * counts: it was guessed from n labels.
 */
function withOwnDoubt({ estimate, labels }: DrawAccuracy) {
  return { ...estimate, degreesOfFreedom: Math.min(estimate.degreesOfFreedom, Math.max(2, labels - 1)) }
}
