import { describe, expect, test } from 'vitest'
import { explicitWindow, readWindow, resolveWindow, windowInWords, windowOnly } from './window.ts'

const noon = new Date('2026-05-04T12:00:00.000Z')

describe('the time window in the URL', () => {
  test('a preset moves with the clock', () => {
    expect(resolveWindow({ window: '24h' }, 'all', noon)).toEqual({ from: '2026-05-03T12:00:00.000Z' })
  })
  test('no window means the page’s own', () => {
    expect(resolveWindow({}, '1h', noon)).toEqual({ from: '2026-05-04T11:00:00.000Z' })
    expect(resolveWindow({}, 'all', noon)).toEqual({})
  })
  test('fixed instants win over a preset', () => {
    const search = readWindow({ window: '7d', from: '2026-05-01T00:00:00Z' })
    expect(search).toEqual({ from: '2026-05-01T00:00:00Z' })
    expect(resolveWindow(search, '7d', noon)).toEqual({ from: '2026-05-01T00:00:00Z' })
  })
  test('nonsense is dropped', () => {
    expect(readWindow({ window: 'yesterday', from: 'soon', to: 7 })).toEqual({})
  })
  test('carries nothing else into another page’s link', () => {
    expect(windowOnly({ window: '7d', ...{ class: 'Rice' } })).toEqual({ window: '7d' })
  })
  test('a link to a page with another window of its own says which one is meant', () => {
    expect(explicitWindow({}, '7d')).toEqual({ window: '7d' })
    expect(explicitWindow({ from: '2026-05-01T00:00:00Z' }, '7d')).toEqual({ from: '2026-05-01T00:00:00Z' })
  })
  test('reads as a sentence', () => {
    expect(windowInWords({}, '7d')).toBe('in the last 7 days')
    expect(windowInWords({ window: '1h' }, '7d')).toBe('in the last hour')
    expect(windowInWords({ window: 'all' }, '7d')).toBe('of all time')
  })
})
