import { describe, expect, test } from 'vitest'
import { neymanAllocation, wholeAllocation } from './neyman-allocation.ts'
import { sum } from './sum.ts'

const strata = [
  { size: 30_000, expectedAccuracy: 0.97 },
  { size: 15_000, expectedAccuracy: 0.75 },
  { size: 5000, expectedAccuracy: 0.45 },
]

describe('neymanAllocation', () => {
  test('[ST14] reference: 500 labels over three strata', () => {
    const labels = neymanAllocation({ strata, budget: 500 })
    expect(labels).toEqual([181.47221806, 230.32140086, 88.20638107].map((value) => expect.closeTo(value, 7)))
  })

  test('[ST14] a floor of 1 ignores the guesses', () => {
    expect(neymanAllocation({ strata, budget: 500, floor: 1 })).toEqual([300, 150, 50])
  })

  test('[ST14] a label that costs four times as much is asked for half as often', () => {
    const [cheap, dear] = neymanAllocation({
      strata: [
        { size: 100, expectedAccuracy: 0.5 },
        { size: 100, expectedAccuracy: 0.5, cost: 4 },
      ],
      budget: 30,
    })
    expect([cheap, dear]).toEqual([20, 10])
  })

  test('[ST14] a small stratum is filled and the rest goes to the others', () => {
    const small = [...strata, { size: 3, expectedAccuracy: 0.5 }]
    const labels = neymanAllocation({ strata: small, budget: 49_000 })
    expect(labels[3]).toBe(3)
    expect(sum(labels)).toBeCloseTo(49_000, 6)
    expect(labels.every((value, place) => value <= (small[place]?.size ?? 0))).toBe(true)
    expect(neymanAllocation({ strata: small, budget: 60_000 })).toEqual([30_000, 15_000, 5000, 3])
  })

  test('[ST14] strata without any expected error share by size', () => {
    const sure = strata.map((stratum) => ({ ...stratum, expectedAccuracy: 1 }))
    expect(neymanAllocation({ strata: sure, budget: 100 })).toEqual([60, 30, 10])
  })
})

describe('wholeAllocation', () => {
  test('[ST14] keeps the total', () => {
    expect(wholeAllocation([181.47, 230.32, 88.21], [30_000, 15_000, 5000])).toEqual([182, 230, 88])
  })

  test('[ST14] gives every stratum its least, or all that it has', () => {
    expect(wholeAllocation([97.6, 0.4, 2], [500, 500, 3])).toEqual([92, 5, 3])
  })

  test('[ST19] a total that does not reach is refused', () => {
    expect(() => wholeAllocation([4, 4], [50, 50])).toThrow(
      new RangeError('allocation must reach to 10 labels, the least for every stratum.'),
    )
    expect(() => neymanAllocation({ strata: [{ size: 5, expectedAccuracy: 2 }], budget: 1 })).toThrow(
      /^strata.expectedAccuracy/,
    )
  })
})
