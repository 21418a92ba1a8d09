import { demand } from './preconditions.ts'

const halfLogTwoPi = 0.9189385332046728

/** Lanczos coefficients for g = 7: a constant, then the numerator over x, x + 1, … */
const lanczosConstant = 0.9999999999998099
const lanczosNumerators = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]

/**
 * Natural logarithm of the gamma function, to about 14 digits.
 * @param x above 0, finite
 * @throws RangeError when x is not above 0
 * @see Lanczos (1964), doi:10.1137/0701008
 */
export function logGamma(x: number): number {
  demand(Number.isFinite(x) && x > 0, `x must be a finite number above 0, not ${x}.`)
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const series = lanczosNumerators.reduce(
    (total, numerator, place) => total + numerator / (x + place),
    lanczosConstant,
  )
  const base = x + 6.5
  return halfLogTwoPi + (x - 0.5) * Math.log(base) - base + Math.log(series)
}
