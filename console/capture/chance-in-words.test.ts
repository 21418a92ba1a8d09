import { expect, test } from 'vitest'
import { chanceInWords } from './chance-in-words.ts'

test('says what a drawn prediction stands for', () => {
  expect(chanceInWords(0.05)).toBe('So it stands for about 20 predictions like it.')
  expect(chanceInWords(1)).toContain('only for itself')
  expect(chanceInWords(0.9)).toContain('hardly more than itself')
})
