/**
 * Reproducible random numbers for the demo. Every image and every simulated person has a stream of its own, named
 * by the seed and a few words, so that nothing depends on the order in which requests happen to finish.
 */
export type Random = () => number

/**
 * Numbers in [0, 1).
 * @param name what the stream is for; equal names give equal streams
 * @see SplitMix32, its state filled by FNV-1a over the name
 */
export function randomFor(...name: readonly (string | number)[]): Random {
  let state = fnv1a(name.join('/'))
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

export function between(low: number, high: number, random: Random): number {
  return low + (high - low) * random()
}

/** One of the items, all equally likely. */
export function pick<T>(items: readonly T[], random: Random): T {
  return atLeastOne(items[Math.floor(random() * items.length)])
}

/** One of the items, each as likely as its weight says. */
export function pickWeighted<T>(items: readonly (readonly [item: T, weight: number])[], random: Random): T {
  let rest = random() * items.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of items) {
    rest -= weight
    if (rest < 0) return item
  }
  return atLeastOne(items.at(-1)?.[0])
}

function atLeastOne<T>(item: T | undefined): T {
  if (item === undefined) throw new RangeError('There is nothing to pick from.')
  return item
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash
}
