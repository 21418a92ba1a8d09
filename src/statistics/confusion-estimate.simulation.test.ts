import { expect, test } from 'vitest'
import type { Estimate } from './estimate.ts'
import { seededRandom } from './seeded-random.ts'
import { classifiedStream, coverageOf, drawMetrics, trueMetrics } from './simulation/classified-stream.ts'

const shares = [0.4, 0.3, 0.2, 0.07, 0.03]
const streams = 20
const draws = 25

test('[ST15] accuracy, macro F1, a rare class: intervals hold (95 % less 4 standard errors)', () => {
  const random = seededRandom(81)
  const pairs: Record<string, [Estimate | undefined, number][]> = {
    accuracy: [],
    macroF1: [],
    precision: [],
    recall: [],
    f1: [],
  }
  for (let round = 0; round < streams; round++) {
    const stream = classifiedStream({ size: 1000, shares, sharpness: 3, confidence: 1.8 }, random)
    const truth = trueMetrics(stream, shares.length)
    for (let draw = 0; draw < draws; draw++) {
      const metrics = drawMetrics(stream, { budget: 200, classes: shares.length }, random)
      for (const name of ['accuracy', 'macroF1'] as const) pairs[name]?.push([metrics[name], truth[name]])
      for (const name of ['precision', 'recall', 'f1'] as const)
        pairs[name]?.push([metrics[name][4], truth[name][4] ?? NaN])
    }
  }
  const error = Math.sqrt((0.95 * 0.05) / (streams * draws))
  for (const [name, list] of Object.entries(pairs))
    expect(coverageOf(list), name).toBeGreaterThan(0.95 - 4 * error)
})
