import { expect, test } from 'vitest'
import { normalQuantile } from './normal-quantile.ts'

test.each([
  [0.975, 1.9599639845400538],
  [0.995, 2.5758293035489004],
  [0.6, 0.2533471031357997],
  [0.08, -1.4050715603096324],
  [0.999999, 4.753424308817088],
  [1e-10, -6.361340902404056],
  [1e-300, -37.0470962993612],
])('[ST1] normal quantile of %d is %d', (probability, expected) => {
  expect(Math.abs(normalQuantile(probability) / expected - 1)).toBeLessThan(1e-13)
})

test('[ST1] half lies below the middle of the normal distribution', () => {
  expect(normalQuantile(0.5)).toBe(0)
})

test.each([0, 1, -0.1, 2, Number.NaN])(
  '[ST19] %d is no probability with a normal quantile',
  (probability) => {
    expect(() => normalQuantile(probability)).toThrow(
      new RangeError(`probability must lie strictly between 0 and 1, not ${probability}.`),
    )
  },
)
