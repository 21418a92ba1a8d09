import { expect, test } from 'vitest'
import { chanceInWords } from './chance-in-words.ts'

test('says how likely the choice was and what the prediction stands for', () => {
  expect(chanceInWords(0.05)).toBe('Its chance was 5.0% (1 in 20), so it stands for about 20 predictions.')
  expect(chanceInWords(1)).toBe('It was certain to be chosen, so it stands only for itself.')
  expect(chanceInWords(0.9)).toBe('Its chance was 90.0% (90% likely).')
})
