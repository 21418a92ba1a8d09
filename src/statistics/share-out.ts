import { at } from './preconditions.ts'
import { sum } from './sum.ts'

interface ShareOut {
  /** What each place asks for, > 0 where its limit is; the sum is `total`. */
  readonly wanted: readonly number[]
  /** The most each place can take. */
  readonly limits: readonly number[]
  /** What there is to give; at most the sum of the limits. */
  readonly total: number
}

/**
 * Gives every place what it wants up to its limit, and spreads what is left over the others in proportion. A
 * place that fills up leaves more to the others, so a round may fill further places: repeat until none does.
 * No place gets less than the smaller of its wish and its limit.
 */
export function shareOut({ wanted, limits, total }: ShareOut): number[] {
  let given = wanted
  for (let full = -1; ; ) {
    const isFull = given.map((value, place) => value >= at(limits, place))
    const nowFull = isFull.filter(Boolean).length
    if (nowFull === full) return [...given]
    full = nowFull
    const spent = sum(limits.filter((_, place) => isFull[place]))
    const asked = sum(given.filter((_, place) => !isFull[place]))
    // At least 1: what the full places gave back can only help the others, whatever rounding says.
    const growth = asked > 0 ? Math.max(1, (total - spent) / asked) : 1
    given = given.map((value, place) => (isFull[place] ? at(limits, place) : value * growth))
  }
}
