import type { Random } from '../seeded-random.ts'

/** One prediction of a simulated stream. */
export interface SimulatedPrediction {
  readonly proxy: number
  readonly right: 0 | 1
}

/**
 * How the proxy relates to the true chance of a right answer:
 * `silent` is a twentieth of the stream that is confidently wrong, `inverted` is as misleading as can be.
 */
export type ProxyKind =
  | 'calibrated'
  | 'overconfident'
  | 'underconfident'
  | 'silent'
  | 'unrelated'
  | 'inverted'

export interface StreamPlan {
  readonly size: number
  /** Expected accuracy before the silent failure: 0.5 to 0.999. */
  readonly accuracy: number
  readonly proxy: ProxyKind
}

/**
 * A stream of predictions: most are nearly certain, some are guesses.
 * The true chance of a right answer is 1 − s·u^k with u uniform and s = 0.8, so its mean is 1 − s/(k + 1).
 */
export function simulatedStream(
  { size, accuracy, proxy }: StreamPlan,
  random: Random,
): SimulatedPrediction[] {
  const power = 0.8 / (1 - accuracy) - 1
  return Array.from({ length: size }, () => {
    if (proxy === 'silent' && random() < 0.05)
      return { proxy: 0.95 + 0.05 * random(), right: flip(0.35, random) }
    const chance = 1 - 0.8 * random() ** power
    return { proxy: distort(chance, proxy, random), right: flip(chance, random) }
  })
}

/** Share of right answers over a whole simulated stream: the truth that an estimate is held against. */
export function trueAccuracy(stream: readonly SimulatedPrediction[]): number {
  return stream.reduce((total, { right }) => total + right, 0) / stream.length
}

function distort(chance: number, kind: ProxyKind, random: Random): number {
  if (kind === 'overconfident') return sharpen(chance, 1.8)
  if (kind === 'underconfident') return sharpen(chance, 0.5)
  if (kind === 'unrelated') return random()
  return kind === 'inverted' ? 1 - chance : chance
}

function sharpen(chance: number, power: number): number {
  const odds = (chance / (1 - chance)) ** power
  return odds === Infinity ? 1 : odds / (1 + odds)
}

function flip(chance: number, random: Random): 0 | 1 {
  return random() < chance ? 1 : 0
}
