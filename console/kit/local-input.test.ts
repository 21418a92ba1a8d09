import { expect, test } from 'vitest'
import { fromLocalInput, toLocalInput } from './local-input.ts'

test('an instant survives the way through a date field, to the minute, in any zone', () => {
  const instant = '2026-03-29T01:30:00.000Z'
  expect(fromLocalInput(toLocalInput(instant))).toBe(instant)
})

test('an unfinished field is no instant', () => {
  expect(fromLocalInput('')).toBeUndefined()
  expect(fromLocalInput('soon')).toBeUndefined()
})
