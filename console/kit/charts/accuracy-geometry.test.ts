import { expect, test } from 'vitest'
import type { AccuracyEstimate, AccuracyHistory } from '#contract/evaluate.ts'
import { band, place, polyline } from './accuracy-geometry.ts'

const basis = {
  modelVersion: 'm@1',
  predictions: 9,
  covered: 9,
  draws: [],
  shareLabelled: 1,
  withoutAnswer: 0,
  method: 'm.md',
}
const naive = { estimate: 0.5, right: 1, labels: 2, biased: true as const, why: '' }

function estimate(value: number): AccuracyEstimate {
  const interval = { low: value - 0.05, high: value + 0.05, level: 0.95 }
  return { kind: 'estimate', estimate: value, interval, labels: 50, effectiveSampleSize: 60, naive, basis }
}

function draw(day: number, accuracy: AccuracyEstimate): AccuracyHistory['points'][number] {
  return {
    drawId: `d${day}`,
    from: `2026-05-0${day}T00:00:00Z`,
    to: `2026-05-0${day + 1}T00:00:00Z`,
    accuracy,
  }
}

test('a point stands in the middle of its draw, higher accuracy higher up', () => {
  const { placed } = place([draw(1, estimate(0.8)), draw(2, estimate(0.9))], 400, 200)
  const [first, second] = placed
  expect(first?.x).toBe(((first?.x1 ?? 0) + (first?.x2 ?? 0)) / 2)
  expect(second?.y).toBeLessThan(first?.y ?? 0)
  expect(second?.high).toBeLessThan(second?.y ?? 0)
})

test('a draw with too few labels keeps its place on the axis and has no height', () => {
  const waiting: AccuracyEstimate = { kind: 'not-enough-labels', labels: 3, labelsStillNeeded: 7, basis }
  const [point] = place([draw(1, waiting)], 400, 200).placed
  expect(point).toMatchObject({ base: 174 })
  expect(point?.y).toBeUndefined()
})

test('one point has no line and no band', () => {
  const { placed } = place([draw(1, estimate(0.8))], 400, 200)
  expect([band(placed), polyline(placed)]).toEqual(['', ''])
})
