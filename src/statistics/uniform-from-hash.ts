import { at, demand } from './preconditions.ts'

/**
 * Permanent random number of a unit, from a hash of the seed and the unit's id: the first 53 bits, as a
 * share. The caller computes the hash; SHA-256 of `seed:id` is what Evalloop records.
 * @param bytes at least 8, most significant first
 * @returns in [0, 1), a multiple of 2⁻⁵³
 * @throws RangeError when there are fewer than 8 bytes
 */
export function uniformFromHash(bytes: Uint8Array): number {
  demand(bytes.length >= 8, `bytes must hold at least 8 bytes, not ${bytes.length}.`)
  return (wholeNumber(bytes, 0) * 2 ** 21 + Math.floor(wholeNumber(bytes, 4) / 2 ** 11)) / 2 ** 53
}

/** Four bytes, most significant first, as a whole number. */
function wholeNumber(bytes: Uint8Array, start: number): number {
  let value = 0
  for (let place = start; place < start + 4; place++) value = value * 256 + at(bytes, place)
  return value
}
