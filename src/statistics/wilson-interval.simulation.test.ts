import { expect, test } from 'vitest'
import { clopperPearsonInterval } from './clopper-pearson-interval.ts'
import { normalQuantile } from './normal-quantile.ts'
import { at } from './preconditions.ts'
import { seededRandom } from './seeded-random.ts'
import { allIntervals, drawBinomial, exactCoverage } from './simulation/binomial.ts'
import { sum } from './sum.ts'
import { wilsonInterval } from './wilson-interval.ts'

const z = normalQuantile(0.975)
const truths = Array.from({ length: 46 }, (_, step) => 0.5 + step / 100)

test('[ST2] simulated coverage of Wilson agrees with the exact one (4 standard errors)', () => {
  const random = seededRandom(7)
  const [labels, truth, runs] = [150, 0.92, 10_000]
  const intervals = allIntervals(labels, (correct) => wilsonInterval(correct, labels, z))
  let held = 0
  for (let run = 0; run < runs; run++) {
    const { low, high } = at(intervals, drawBinomial(labels, truth, random))
    if (low <= truth && truth <= high) held++
  }
  const exact = exactCoverage(truth, intervals)
  expect(exact).toBeGreaterThan(0.94)
  expect(Math.abs(held / runs - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / runs))
})

test.each([20, 50, 100, 300])(
  '[ST2] with %d labels Wilson covers 95 % on average over accuracies',
  (labels) => {
    const intervals = allIntervals(labels, (correct) => wilsonInterval(correct, labels, z))
    const mean = sum(truths.map((truth) => exactCoverage(truth, intervals))) / truths.length
    expect(Math.abs(mean - 0.95)).toBeLessThan(0.01)
  },
)

test.each([5, 20, 100, 300])('[ST3] with %d labels Clopper–Pearson never covers less than 95 %', (labels) => {
  const intervals = allIntervals(labels, (correct) => clopperPearsonInterval(correct, labels))
  for (const truth of truths) {
    expect(exactCoverage(truth, intervals), `accuracy ${truth}`).toBeGreaterThan(0.95 - 1e-9)
  }
})
