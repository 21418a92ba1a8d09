import { hashUniform } from './hash-uniform.ts'

export type Purpose = 'measure' | 'train'

/**
 * Share of all predictions that may measure; the others may train.
 *
 * An image that was measured must never train, or the next estimate praises the model for what it has learnt by heart.
 * Splitting by a hash of the id, before anything else is known, keeps either half a fair picture of the traffic. The
 * estimate pays for it with a slightly wider interval: see `twoPhaseVariance` in the room evaluate.
 * This number never changes: it would move images from one half to the other.
 */
const measureShare = 0.5

/** What a prediction is for. Fixed by its id, for ever. [SA1] */
export function purposeOf(predictionId: string): Purpose {
  return hashUniform(`evalloop-purpose:${predictionId}`) < measureShare ? 'measure' : 'train'
}
