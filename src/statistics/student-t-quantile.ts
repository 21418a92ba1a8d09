import { inverseIncompleteBeta } from './incomplete-beta.ts'
import { normalQuantile } from './normal-quantile.ts'
import { demand, requireOpenShare } from './preconditions.ts'

/** From here on the expansion around the normal quantile is exact to double precision at the usual levels. */
const manyDegrees = 1000

/**
 * Quantile of Student's t distribution: 0.975 with 10 degrees of freedom gives 2.228.
 * @param probability strictly between 0 and 1
 * @param degreesOfFreedom real, at least 1; Infinity gives the normal quantile
 * @returns finite; at least 10 digits
 * @throws RangeError when an argument is out of range
 * @see Abramowitz & Stegun 26.5.27 (by the beta distribution) and 26.7.5 (expansion)
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  requireOpenShare('probability', probability)
  demand(degreesOfFreedom >= 1, `degreesOfFreedom must be at least 1, not ${degreesOfFreedom}.`)
  if (probability === 0.5) return 0
  if (degreesOfFreedom >= manyDegrees) return expansion(normalQuantile(probability), degreesOfFreedom)
  return probability < 0.5
    ? -upperQuantile(probability, degreesOfFreedom)
    : upperQuantile(1 - probability, degreesOfFreedom)
}

/**
 * t² = df · (1 − x)/x with x ~ Beta(df/2, 1/2); solved on the side where the smaller of x and 1 − x is exact.
 */
function upperQuantile(upperTail: number, df: number): number {
  const x = inverseIncompleteBeta(2 * upperTail, df / 2, 0.5)
  if (x < 0.5) return Math.sqrt((df * (1 - x)) / x)
  const rest = inverseIncompleteBeta(1 - 2 * upperTail, 0.5, df / 2)
  return Math.sqrt((df * rest) / (1 - rest))
}

function expansion(z: number, df: number): number {
  const square = z * z
  const first = (square + 1) / 4
  const second = ((5 * square + 16) * square + 3) / 96
  const third = (((3 * square + 19) * square + 17) * square - 15) / 384
  const fourth = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160
  return z * (1 + (first + (second + (third + fourth / df) / df) / df) / df)
}
