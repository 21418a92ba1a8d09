import { expect, test } from 'vitest'
import { undoOf } from './feedback.ts'

test('a flag is undone by its opposite', () => {
  expect(undoOf({ kind: 'flag' }, { flagged: false })).toEqual({ kind: 'unflag' })
  expect(undoOf({ kind: 'unflag' }, { flagged: true })).toEqual({ kind: 'flag' })
})

test('a correction is undone to what stood before it', () => {
  expect(undoOf({ kind: 'correct', class: 'Soup' }, { flagged: false })).toEqual({ kind: 'uncorrect' })
  const before = { flagged: false, correctedClass: 'Rice' }
  expect(undoOf({ kind: 'correct', class: 'Soup' }, before)).toEqual({ kind: 'correct', class: 'Rice' })
  expect(undoOf({ kind: 'uncorrect' }, before)).toEqual({ kind: 'correct', class: 'Rice' })
})
