import { confusionEstimate } from '../confusion-estimate.ts'
import type { ConfusionInput } from '../confusion-input.ts'
import { confidenceInterval, type Estimate } from '../estimate.ts'
import { inclusionProbabilities, uncertaintyScore } from '../inclusion-probabilities.ts'
import { normalQuantile } from '../normal-quantile.ts'
import { paretoSample } from '../pareto-sample.ts'
import { at } from '../preconditions.ts'
import type { Random } from '../seeded-random.ts'
import { sum } from '../sum.ts'

export interface ClassifiedPrediction {
  readonly probabilities: readonly number[]
  readonly predicted: number
  readonly actual: number
}

export interface ClassifiedPlan {
  readonly size: number
  /** Prior share of each class; sums to 1. */
  readonly shares: readonly number[]
  /** Spread of the log-probabilities: 3 gives about 80 % accuracy with five classes. */
  readonly sharpness: number
  /** Power on the reported odds: 1 is calibrated, above 1 overconfident. */
  readonly confidence: number
}

/**
 * A stream with class probabilities from which the true class is drawn, so that they are calibrated at
 * `confidence` 1.
 */
export function classifiedStream(plan: ClassifiedPlan, random: Random): ClassifiedPrediction[] {
  return Array.from({ length: plan.size }, () => {
    const logs = plan.shares.map((share) => Math.log(share) + plan.sharpness * normalQuantile(random()))
    const probabilities = softmax(logs.map((log) => log * plan.confidence))
    return {
      probabilities,
      predicted: probabilities.indexOf(Math.max(...probabilities)),
      actual: drawPlace(softmax(logs), random),
    }
  })
}

/** The metrics that a table or a test follows. */
export interface ClassMetrics<Value> {
  readonly accuracy: Value
  readonly precision: readonly Value[]
  readonly recall: readonly Value[]
  readonly f1: readonly Value[]
  readonly macroF1: Value
}

export function trueMetrics(stream: readonly ClassifiedPrediction[], classes: number): ClassMetrics<number> {
  const places = Array.from({ length: classes }, (_, place) => place)
  const count = (holds: (prediction: ClassifiedPrediction) => boolean) => stream.filter(holds).length
  const hits = places.map((place) =>
    count(({ predicted, actual }) => predicted === place && actual === place),
  )
  const answered = places.map((place) => count(({ predicted }) => predicted === place))
  const existing = places.map((place) => count(({ actual }) => actual === place))
  const f1 = places.map((place) => (2 * at(hits, place)) / (at(answered, place) + at(existing, place)))
  return {
    accuracy: sum(hits) / stream.length,
    precision: places.map((place) => at(hits, place) / at(answered, place)),
    recall: places.map((place) => at(hits, place) / at(existing, place)),
    f1,
    macroF1: sum(f1) / classes,
  }
}

/** One draw with half the budget even and half by uncertainty, labelled and estimated. */
export function drawMetrics(
  stream: readonly ClassifiedPrediction[],
  { budget, classes }: { readonly budget: number; readonly classes: number },
  random: Random,
): ClassMetrics<Estimate | undefined> {
  const scores = stream.map(({ probabilities, predicted }) => uncertaintyScore(at(probabilities, predicted)))
  const chances = inclusionProbabilities({ scores, budget, floor: 0.5 })
  const places = paretoSample({ inclusionProbabilities: chances, uniforms: stream.map(() => random()) })
  const sampled = places.map((place) => ({ ...at(stream, place), inclusionProbability: at(chances, place) }))
  const result = confusionEstimate({ ...frameOf(stream, classes), sampled })
  return {
    accuracy: result.accuracy,
    precision: result.classes.map(({ precision }) => precision),
    recall: result.classes.map(({ recall }) => recall),
    f1: result.classes.map(({ f1 }) => f1),
    macroF1: result.macroF1,
  }
}

/** How often the interval holds the truth; an undefined metric holds it never. */
export function coverageOf(pairs: readonly (readonly [Estimate | undefined, truth: number])[]): number {
  const held = pairs.filter(([estimate, truth]) => {
    if (estimate === undefined) return false
    const { low, high } = confidenceInterval(estimate)
    return low <= truth && truth <= high
  })
  return held.length / pairs.length
}

function frameOf(stream: readonly ClassifiedPrediction[], classes: number): Omit<ConfusionInput, 'sampled'> {
  const predictedCounts = Array.from({ length: classes }, () => 0)
  const probabilitySums = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0))
  for (const { predicted, probabilities } of stream) {
    predictedCounts[predicted] = at(predictedCounts, predicted) + 1
    const row = at(probabilitySums, predicted)
    for (const [place, probability] of probabilities.entries()) row[place] = at(row, place) + probability
  }
  return { predictedCounts, probabilitySums }
}

function softmax(logs: readonly number[]): number[] {
  const highest = Math.max(...logs)
  const powers = logs.map((log) => Math.exp(log - highest))
  const total = sum(powers)
  return powers.map((power) => power / total)
}

function drawPlace(shares: readonly number[], random: Random): number {
  let left = random()
  const place = shares.findIndex((share) => {
    left -= share
    return left < 0
  })
  return place === -1 ? shares.length - 1 : place
}
