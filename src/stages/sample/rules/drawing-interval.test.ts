import { describe, expect, test } from 'vitest'
import { drawingInterval } from './drawing-interval.ts'

const now = new Date('2026-02-10T12:00:00.000Z')

describe('drawingInterval', () => {
  test('[SA9] the past stays as it was asked for', () => {
    expect(drawingInterval('2026-02-09T00:00:00Z', '2026-02-10T00:00:00Z', now)).toEqual({
      start: new Date('2026-02-09T00:00:00Z'),
      end: new Date('2026-02-10T00:00:00Z'),
    })
  })

  test('[SA9] an end in the future comes back to the end of this millisecond', () => {
    const { end } = drawingInterval('2026-02-10T00:00:00Z', '2026-02-11T00:00:00Z', now)
    expect(end).toEqual(new Date('2026-02-10T12:00:00.001Z'))
  })

  test.each([
    ['the end is before the beginning', '2026-02-09T00:00:00Z', '2026-02-08T00:00:00Z'],
    ['the interval is empty', '2026-02-09T00:00:00Z', '2026-02-09T00:00:00Z'],
    ['the beginning is still to come', '2026-02-11T00:00:00Z', '2026-02-12T00:00:00Z'],
    ['there is no such time', '2026-02-09T00:00:00Z', '2026-12-31T23:59:60Z'],
  ])('[SA9] refused: %s', (_name, from, to) => {
    expect(() => drawingInterval(from, to, now)).toThrow(
      expect.objectContaining({ code: 'INTERVAL_INVALID' }),
    )
  })
})
