import { describe, expect, test } from 'vitest'
import { drawRequest, proposedInterval, readNewDrawSearch, roughHalfWidth } from './new-draw-search.ts'

const now = new Date('2026-05-04T12:00:41.000Z')

describe('a new draw', () => {
  test('goes on where the last one ended', () => {
    expect(proposedInterval('2026-05-03T00:00:00.000Z', now)).toEqual({
      from: '2026-05-03T00:00:00.000Z',
      to: '2026-05-04T12:00:41.000Z',
    })
  })
  test('covers a week when it is the first', () => {
    expect(proposedInterval(undefined, now).from).toBe('2026-04-27T12:00:41.000Z')
  })
  test('asks for the recommended design and a hundred labels', () => {
    expect(drawRequest({}, proposedInterval(undefined, now))).toMatchObject({
      design: 'recommended',
      budget: 100,
    })
  })
  test('drops a budget that no server takes', () => {
    expect(readNewDrawSearch({ budget: 0, design: 'tutorial' })).toEqual({})
  })
})

describe('the rule of thumb', () => {
  test('a hundred labels out of many: about eight points', () => {
    expect(roughHalfWidth(100, 1_000_000)).toBeCloseTo(0.078, 3)
  })
  test('labelling everything leaves no doubt', () => {
    expect(roughHalfWidth(500, 200)).toBe(0)
  })
})
