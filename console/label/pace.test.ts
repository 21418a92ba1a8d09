import { expect, test } from 'vitest'
import { perHour, withAnswerAt } from './pace.ts'

test('one answer every three seconds is 1,200 an hour', () => {
  expect(perHour([0, 3000, 6000, 9000, 12_000])).toBe(1200)
})

test('says nothing before the fifth answer', () => expect(perHour([0, 3000, 6000, 9000])).toBeUndefined())

test('a long pause counts for a minute', () => {
  expect(perHour([0, 3000, 6000, 9000, 9_000_000])).toBe(Math.round((4 / 69_000) * 3_600_000))
})

test('remembers forty times however long the day', () => {
  let times: number[] = []
  for (let now = 0; now < 1200; now++) times = withAnswerAt(times, now)
  expect(times).toHaveLength(40)
  expect(times.at(-1)).toBe(1199)
})
