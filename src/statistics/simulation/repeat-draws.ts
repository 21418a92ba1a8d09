import { confidenceInterval, type Estimate } from '../estimate.ts'
import { generalisedRegression, type JudgedUnit } from '../generalised-regression.ts'
import { inclusionProbabilities, uncertaintyScore } from '../inclusion-probabilities.ts'
import type { Interval } from '../interval.ts'
import { paretoSample } from '../pareto-sample.ts'
import { at } from '../preconditions.ts'
import { prefixInclusionProbabilities } from '../prefix-inclusion-probabilities.ts'
import type { Random } from '../seeded-random.ts'
import { sum } from '../sum.ts'
import { type SimulatedPrediction, type StreamPlan, simulatedStream, trueAccuracy } from './stream.ts'

export interface DrawSettings {
  readonly stream: StreamPlan
  readonly budget: number
  readonly floor: number
  /** Only so many are labelled, in rank order; all of the budget when left out. */
  readonly labelled?: number
  /** New streams, each drawn from `draws` times. */
  readonly streams: number
  readonly draws: number
  readonly intervalOf?: (estimate: Estimate) => Interval
}

/** What came out of many draws, in shares (0.01 is one point of accuracy). */
export interface DrawSummary {
  readonly runs: number
  readonly coverage: number
  readonly meanWidth: number
  readonly bias: number
  /** Standard error of `bias`: how far it may lie from 0 by chance. */
  readonly biasError: number
  readonly rootMeanSquare: number
  readonly meanTruth: number
}

/** Draws, labels and estimates again and again by the recommended method; reports how well it did. */
export function repeatDraws(settings: DrawSettings, random: Random): DrawSummary {
  const outcomes: Outcome[] = []
  for (let round = 0; round < settings.streams; round++) {
    const drawOnce = prepareStream(settings, random)
    for (let draw = 0; draw < settings.draws; draw++) outcomes.push(drawOnce())
  }
  return summarise(outcomes)
}

interface Outcome {
  readonly truth: number
  readonly error: number
  readonly interval: Interval
}

function prepareStream(settings: DrawSettings, random: Random): () => Outcome {
  const { stream: plan, budget, floor, labelled = budget, intervalOf = confidenceInterval } = settings
  const stream = simulatedStream(plan, random)
  const truth = trueAccuracy(stream)
  const proxyMean = sum(stream.map(({ proxy }) => proxy)) / stream.length
  const scores = stream.map(({ proxy }) => uncertaintyScore(proxy))
  const drawn = inclusionProbabilities({ scores, budget, floor })
  const reached = labelled === budget ? drawn : prefixInclusionProbabilities(drawn, labelled)
  return () => {
    const uniforms = stream.map(() => random())
    const places = paretoSample({ inclusionProbabilities: drawn, uniforms }).slice(0, labelled)
    const sampled = places.map((place) => judge(at(stream, place), at(reached, place)))
    const estimate = generalisedRegression({ frameSize: stream.length, proxyMean, sampled })
    return { truth, error: estimate.estimate - truth, interval: intervalOf(estimate) }
  }
}

function judge(prediction: SimulatedPrediction, inclusionProbability: number): JudgedUnit {
  return { ...prediction, inclusionProbability }
}

function summarise(outcomes: readonly Outcome[]): DrawSummary {
  const runs = outcomes.length
  const mean = (value: (outcome: Outcome) => number) => sum(outcomes.map(value)) / runs
  const bias = mean(({ error }) => error)
  const spread = mean(({ error }) => (error - bias) ** 2)
  return {
    runs,
    coverage: mean(({ truth, interval: { low, high } }) => Number(low <= truth && truth <= high)),
    meanWidth: mean(({ interval }) => interval.high - interval.low),
    bias,
    biasError: Math.sqrt(spread / runs),
    rootMeanSquare: Math.sqrt(spread + bias ** 2),
    meanTruth: mean(({ truth }) => truth),
  }
}
