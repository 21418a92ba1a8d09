import { expect, test } from 'vitest'
import { seededRandom } from '#statistics'
import { newSeed } from './new-seed.ts'

test('[SA13] a seed of its own for every draw: 128 bits, from the random numbers handed in', () => {
  const random = seededRandom(3)
  const first = newSeed(random)
  expect(first).toMatch(/^[0-9a-f]{32}$/)
  expect(newSeed(random)).not.toBe(first)
  expect(newSeed(seededRandom(3))).toBe(first)
  expect(newSeed(() => 0)).toBe('0'.repeat(32))
})
