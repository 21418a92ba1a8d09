import { at, demand } from './preconditions.ts'

/** Gives the next random number, strictly between 0 and 1. */
export type Random = () => number

/**
 * Reproducible random numbers for simulations and demonstrations; not for secrets.
 * @param seed whole, any; equal seeds give equal streams
 * @throws RangeError when the seed is not a whole number
 * @see sfc32 of PractRand (Chris Doty-Humphrey), its state filled by SplitMix32
 */
export function seededRandom(seed: number): Random {
  demand(Number.isSafeInteger(seed), `seed must be a whole number, not ${seed}.`)
  const fill = splitMix32(seed)
  const next = sfc32(fill(), fill() ^ Math.floor(seed / 2 ** 32), fill())
  for (let warmUp = 0; warmUp < 12; warmUp++) next()
  // 52 bits and a half step: 53 bits and a half step would round up to 1.
  return () => ((next() >>> 6) * 2 ** 26 + (next() >>> 6) + 0.5) / 2 ** 52
}

/**
 * The items in random order, every order equally likely; the given list stays as it is.
 * @see Durstenfeld (1964), algorithm 235, doi:10.1145/364520.364540
 */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const shuffled = [...items]
  for (let last = shuffled.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const kept = at(shuffled, last)
    shuffled[last] = at(shuffled, other)
    shuffled[other] = kept
  }
  return shuffled
}

function splitMix32(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}

function sfc32(first: number, second: number, third: number): () => number {
  let [a, b, c, counter] = [first, second, third, 1]
  return () => {
    const result = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + result) | 0
    return result >>> 0
  }
}
