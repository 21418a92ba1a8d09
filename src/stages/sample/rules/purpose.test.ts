import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { permanentRandomNumber } from './permanent-random-number.ts'
import { purposeOf } from './purpose.ts'

describe('purposeOf', () => {
  test('[SA1] about half of all predictions measure', () => {
    const ids = Array.from({ length: 10_000 }, (_, place) => `prediction-${place}`)
    const measured = ids.filter((id) => purposeOf(id) === 'measure').length
    expect(Math.abs(measured - 5_000)).toBeLessThan(4 * 50) // four standard errors of a fair coin
  })

  test('[SA1] the purpose is the first bit of a hash of the id, so it never changes', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', '01939e60-0000-7000-8000-000000000000']) {
      const first = createHash('sha256').update(`evalloop-purpose:${id}`).digest()[0] ?? NaN
      expect(purposeOf(id)).toBe(first < 128 ? 'measure' : 'train')
    }
  })
})

describe('permanentRandomNumber', () => {
  test.each([
    ['pred_000001', 0.755917913057924],
    ['pred_000002', 0.44839081013823],
    ['pred_000004', 0.058416218549867],
    ['pred_000008', 0.139341726546219],
  ])('[SA2] %s has its reference value', (id, value) => {
    expect(permanentRandomNumber('evalloop-seed-1', id)).toBeCloseTo(value, 14)
  })

  test('[SA2] another seed gives another number', () => {
    expect(permanentRandomNumber('a', 'x')).not.toBe(permanentRandomNumber('b', 'x'))
  })
})
