import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interleave } from './interleave.ts'

describe('interleave', () => {
  test('[SA7] two of ten and eight of ten mix one to four', () => {
    expect(interleave([2, 8])).toEqual([
      [2, 7],
      [0, 1, 3, 4, 5, 6, 8, 9],
    ])
  })

  test('[SA7] equal lengths take turns, the earlier queue first', () => {
    expect(interleave([2, 2])).toEqual([
      [0, 2],
      [1, 3],
    ])
  })

  test('[SA7] any beginning holds every queue in proportion, to within one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 }), (lengths) => {
        const total = lengths.reduce((sum, length) => sum + length, 0)
        const places = interleave(lengths)
        expect(places.flat().sort((a, b) => a - b)).toEqual(
          Array.from({ length: total }, (_, place) => place),
        )
        for (let beginning = 0; beginning <= total; beginning++) {
          for (const [queue, length] of lengths.entries()) {
            const taken = places[queue]?.filter((place) => place < beginning).length ?? NaN
            expect(Math.abs(taken - (beginning * length) / total)).toBeLessThanOrEqual(lengths.length / 2)
          }
        }
      }),
      { seed: 11, numRuns: 60 },
    )
  })
})
