import { logGamma } from './log-gamma.ts'
import { requirePositive, requireShare } from './preconditions.ts'

/** Keeps a denominator of the continued fraction away from zero. */
const tiny = 1e-300
const precision = 1e-16

/**
 * Regularised incomplete beta function I_x(a, b): the chance that a Beta(a, b) variable is at most x.
 * @param x share, 0 ≤ x ≤ 1
 * @param a first shape, above 0
 * @param b second shape, above 0
 * @returns share, 0 to 1; about 13 digits for shapes below 1000, 9 digits near 100 000
 * @throws RangeError when x or a shape is out of range
 * @see NIST DLMF 8.17.22 (continued fraction), evaluated by the modified Lentz method
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  requireShare('x', x)
  requirePositive('a', a)
  requirePositive('b', b)
  if (x === 0 || x === 1) return x
  return x <= (a + 1) / (a + b + 2) ? lowerTail(x, a, b) : 1 - lowerTail(1 - x, b, a)
}

/**
 * The x at which `incompleteBeta(x, a, b)` equals a probability: the quantile of Beta(a, b).
 * @param probability share, 0 to 1
 * @param a first shape, above 0
 * @param b second shape, above 0
 * @throws RangeError when the probability or a shape is out of range
 */
export function inverseIncompleteBeta(probability: number, a: number, b: number): number {
  requireShare('probability', probability)
  requirePositive('a', a)
  requirePositive('b', b)
  if (probability === 0 || probability === 1) return probability
  const mean = a / (a + b)
  return probability <= incompleteBeta(mean, a, b)
    ? quantileBelowMean(probability, a, b)
    : 1 - quantileBelowMean(1 - probability, b, a)
}

/**
 * Newton's method on log I as a function of log x. That function is concave and rising, so after the first
 * step every step stays left of the root and moves towards it: no bracket is needed.
 */
function quantileBelowMean(probability: number, a: number, b: number): number {
  let x = a / (a + b)
  for (let step = 0; step < 200 && x > 0; step++) {
    const reached = incompleteBeta(x, a, b)
    const slope = Math.exp(logFront(x, a, b) - Math.log1p(-x)) / reached
    const next = x * Math.exp((Math.log(probability) - Math.log(reached)) / slope)
    if (Math.abs(next - x) <= 4 * precision * x) return next
    x = next
  }
  return x
}

function lowerTail(x: number, a: number, b: number): number {
  return (Math.exp(logFront(x, a, b)) * continuedFraction(x, a, b)) / a
}

/** Logarithm of x^a (1 − x)^b / B(a, b). */
function logFront(x: number, a: number, b: number): number {
  return a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)
}

/** Converges within about √max(a, b) rounds when x is at most (a + 1)/(a + b + 2). */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const coefficient of [even, odd]) {
      d = 1 / apart(1 + coefficient * d)
      c = apart(1 + coefficient / c)
      change = c * d
      fraction *= change
    }
    if (Math.abs(change - 1) < precision) break
  }
  return fraction
}

function apart(value: number): number {
  return Math.abs(value) < tiny ? tiny : value
}
