import { expect, test } from 'vitest'
import { normalQuantile } from './normal-quantile.ts'
import { studentTQuantile } from './student-t-quantile.ts'

test.each([
  [0.975, 1, 12.706204736174694],
  [0.9999999, 1, 3183098.8635132452],
  [0.6, 1.5, 0.30074539256979543],
  [0.975, 2, 4.302652729749462],
  [0.975, 2.5, 3.5746548420036817],
  [0.975, 6, 2.446911851144969],
  [0.975, 10, 2.228138852],
  [0.975, 30.5, 2.0408694451863],
  [0.975, 100, 1.9839715185235],
  [0.975, 999, 1.9623414611334],
  [0.975, 1001, 1.9623367052809],
  [0.9999, 10_000, 3.7203958691177],
  [1e-6, 3, -103.29946778041935],
])('[ST1] t quantile of %d with %d degrees of freedom is %d', (probability, degreesOfFreedom, expected) => {
  expect(Math.abs(studentTQuantile(probability, degreesOfFreedom) / expected - 1)).toBeLessThan(5e-11)
})

test('[ST1] the t distribution is symmetric, and normal at the limit', () => {
  expect(studentTQuantile(0.5, 3)).toBe(0)
  expect(studentTQuantile(0.25, 7)).toBe(-studentTQuantile(0.75, 7))
  expect(studentTQuantile(0.975, Infinity)).toBe(normalQuantile(0.975))
})

test('[ST19] t needs at least one degree of freedom', () => {
  expect(() => studentTQuantile(0.975, 0.5)).toThrow(
    new RangeError('degreesOfFreedom must be at least 1, not 0.5.'),
  )
})
