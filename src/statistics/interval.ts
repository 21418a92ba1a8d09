/** A range that should hold the truth: shares, 0 ≤ low ≤ high ≤ 1. */
export interface Interval {
  readonly low: number
  readonly high: number
}
