import { describe, expect, test } from 'vitest'
import { countTicks, fractionFloor, fractionTicks, linear, timeTicks } from './scale.ts'

describe('scales', () => {
  test('maps ends to ends, and one single value to the start', () => {
    const scale = linear([0, 10], [100, 0])
    expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0])
    expect(linear([3, 3], [0, 50])(3)).toBe(0)
  })
  test('ticks of counts are round and never fractions', () => {
    expect(countTicks(0, 4)).toEqual([0, 1])
    expect(countTicks(3, 4)).toEqual([0, 1, 2, 3])
    expect(countTicks(87, 4)).toEqual([0, 50])
    expect(countTicks(980, 4)).toEqual([0, 500])
  })
  test('the accuracy axis begins at a round tenth below the lowest interval', () => {
    expect(fractionFloor(0.71)).toBeCloseTo(0.6)
    expect(fractionFloor(0.97)).toBeCloseTo(0.8)
    expect(fractionFloor(0.01)).toBe(0)
    expect(fractionTicks(0.6)).toEqual([0.6, 0.7, 0.8, 0.9, 1])
    expect(fractionTicks(0)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  })
  test('time ticks stay inside, evenly spaced, and few', () => {
    const from = Date.parse('2026-05-04T09:13:00Z')
    const ticks = timeTicks(from, from + 7 * 86_400_000, 8)
    expect(ticks.length).toBeLessThanOrEqual(8)
    expect(new Set(ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0))).size).toBe(1)
    expect(Math.min(...ticks)).toBeGreaterThanOrEqual(from)
  })
})
