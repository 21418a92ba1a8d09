import { describe, expect, test } from 'vitest'
import { anchorOf, angleOf, arcMiddle, arcPath, onCircle, ringStations } from './ring.ts'

describe('the ring of the loop', () => {
  test('begins at the top and runs clockwise', () => {
    expect(onCircle(angleOf(0, 4), 10).y).toBeCloseTo(-10)
    expect(onCircle(angleOf(1, 4), 10).x).toBeCloseTo(10)
    expect(onCircle(angleOf(2, 4), 10).y).toBeCloseTo(10)
  })
  test('an arc is the short way round and leaves room for the stations', () => {
    expect(arcPath(0, 4, 10, 0)).toBe('M0 -10A10 10 0 0 1 10 0')
    expect(arcPath(0, 4, 10, 0.1)).not.toContain('M0 -10')
  })
  test('the last arc closes the loop', () => {
    const count = ringStations.length
    const end = onCircle(angleOf(count, count), 10)
    expect(end.x).toBeCloseTo(0)
    expect(end.y).toBeCloseTo(-10)
  })
  test('a count stands between its two stations', () => {
    const { x, y } = arcMiddle(0, 4, 10)
    expect(x).toBeCloseTo(-y)
  })
  test('labels run away from the ring', () => {
    expect([anchorOf(0), anchorOf(Math.PI / 2), anchorOf(1.5 * Math.PI)]).toEqual(['middle', 'start', 'end'])
  })
})
