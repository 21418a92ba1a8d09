import { describe, expect, test } from 'vitest'
import { bytes, counted, duration, localInterval, oneIn, percent, percentRange } from './format.ts'

describe('percent', () => {
  test('rounds to one decimal', () => expect(percent(0.8244)).toBe('82.4%'))
  test('says 100% only of everything', () => {
    expect(percent(1)).toBe('100%')
    expect(percent(0.99999)).toBe('>99.9%')
  })
  test('says 0% only of nothing', () => {
    expect(percent(0)).toBe('0%')
    expect(percent(0.0001)).toBe('<0.1%')
  })
  test('writes an interval with one sign', () => expect(percentRange(0.781, 0.86)).toBe('78.1–86.0%'))
})

describe('words for numbers', () => {
  test('a chance', () => {
    expect(oneIn(1)).toBe('certain')
    expect(oneIn(0.8)).toBe('80% likely')
    expect(oneIn(0.4)).toBe('1 in 2.5')
    expect(oneIn(1 / 24)).toBe('1 in 24')
  })
  test('a number of things', () => {
    expect(counted(1, 'label')).toBe('1 label')
    expect(counted(1200, 'label')).toBe('1,200 labels')
    expect(counted(2, 'copy', 'copies')).toBe('2 copies')
  })
  test('a time span', () => {
    expect(duration(40)).toBe('40 s')
    expect(duration(185)).toBe('3 min')
    expect(duration(86_400 * 5)).toBe('5 days')
  })
  test('a size', () => {
    expect(bytes(999)).toBe('999 B')
    expect(bytes(48_213)).toBe('48.2 kB')
    expect(bytes(3_000_000)).toBe('3 MB')
  })
})

test('an interval inside one day names the day once', () => {
  const now = new Date(2026, 5, 1)
  const at = (day: number, hour: number) => new Date(2026, 4, day, hour, 30).toISOString()
  expect(localInterval(at(4, 9), at(4, 11), now)).toBe('4 May, 09:30 – 11:30')
  expect(localInterval(at(4, 9), at(5, 11), now)).toBe('4 May, 09:30 – 5 May, 11:30')
  expect(localInterval(at(4, 9), at(4, 11), new Date(2027, 1, 1))).toBe('4 May 2026, 09:30 – 11:30')
})
