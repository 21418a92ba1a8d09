import { expect, test } from 'vitest'
import type { ClassEstimate } from '#contract/evaluate.ts'
import { byDoubt, doubt } from './class-doubt.ts'

const metric = (half: number) => ({
  estimate: 0.5,
  interval: { low: 0.5 - half, high: 0.5 + half, level: 0.95 },
})
const rice: ClassEstimate = {
  class: 'Rice',
  predicted: 9,
  labels: 9,
  precision: metric(0.05),
  recall: metric(0.1),
}
const soup: ClassEstimate = {
  class: 'Soup',
  predicted: 9,
  labels: 2,
  precision: metric(0.3),
  recall: metric(0.02),
}
const egg: ClassEstimate = { class: 'Egg', predicted: 9, labels: 0, precision: metric(0.2) }

test('a class without an estimate is all doubt', () => expect(doubt(egg, 'recall')).toBe(1))

test('the widest of a class’s two intervals decides its place', () => {
  expect(byDoubt([rice, soup, egg]).map((entry) => entry.class)).toEqual(['Egg', 'Soup', 'Rice'])
})
