import { expect, test } from 'vitest'
import { heat, tint } from './heat.ts'

test('a cell is compared with the largest one', () => {
  const cells = [
    [0.4, 0.1],
    [0, 0.2],
  ]
  expect(heat(0.1, cells)).toBe(0.25)
  expect(heat(0, [[0]])).toBe(0)
})

test('the tint grows with the share and never drowns the figure', () => {
  expect(tint(0)).toBe(0)
  expect(tint(0.2)).toBeLessThan(tint(0.8))
  expect(tint(1)).toBeLessThan(0.6)
})
