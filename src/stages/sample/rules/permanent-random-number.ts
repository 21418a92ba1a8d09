import { hashUniform } from './hash-uniform.ts'

/**
 * The random number that decides about a prediction in all draws with this seed, in [0, 1). [SA2]
 * Permanent, so that anybody can draw the sample again and see that nobody chose by hand.
 */
export function permanentRandomNumber(seed: string, predictionId: string): number {
  return hashUniform(`${seed}:${predictionId}`)
}
