/** Throws RangeError with a sentence that names the argument, unless `holds`. */
export function demand(holds: boolean, sentence: string): void {
  if (!holds) throw new RangeError(sentence)
}

/** A whole number of things, at least `least`. */
export function requireCount(name: string, value: number, least: number): void {
  demand(
    Number.isSafeInteger(value) && value >= least,
    `${name} must be a whole number of at least ${least}, not ${value}.`,
  )
}

/** A finite number above zero. */
export function requirePositive(name: string, value: number): void {
  demand(Number.isFinite(value) && value > 0, `${name} must be a finite number above 0, not ${value}.`)
}

/** A finite number of at least zero. */
export function requireNotNegative(name: string, value: number): void {
  demand(Number.isFinite(value) && value >= 0, `${name} must be a finite number of at least 0, not ${value}.`)
}

/** A share: 0 ≤ value ≤ 1. */
export function requireShare(name: string, value: number): void {
  demand(value >= 0 && value <= 1, `${name} must lie between 0 and 1, not ${value}.`)
}

/** A probability that excludes both ends: 0 < value < 1. */
export function requireOpenShare(name: string, value: number): void {
  demand(value > 0 && value < 1, `${name} must lie strictly between 0 and 1, not ${value}.`)
}

/** A chance of being drawn: 0 < value ≤ 1. Estimates divide by it, so it can never be zero. */
export function requireInclusionProbability(name: string, value: number): void {
  demand(value > 0 && value <= 1, `${name} must be above 0 and at most 1, not ${value}.`)
}

/** The value at a place that must exist. */
export function at<T>(values: { readonly [index: number]: T; readonly length: number }, index: number): T {
  const value = values[index]
  if (value === undefined) throw new RangeError(`index ${index} lies outside a list of ${values.length}.`)
  return value
}
