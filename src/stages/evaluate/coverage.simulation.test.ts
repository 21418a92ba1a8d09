import { describe, expect, test } from 'vitest'
import type { Answer } from '#contract/label.ts'
import type { DesignName } from '#contract/sample.ts'
import { seededRandom } from '#statistics'
import { chooseUnits, type DrawnUnit, type FrameUnit } from '../sample/index.ts'
import { drawAccuracy } from './rules/draw-accuracy.ts'
import type { DrawEvidence } from './rules/draw-evidence.ts'
import { weighStratum } from './rules/weigh-stratum.ts'

/**
 * The whole chain of rules, again and again: choose the measuring half, draw, answer, estimate. The truth stays the same
 * over all runs: it is the accuracy of the whole epoch, of which about 4,000 predictions measure.
 */

const classes = ['right', 'wrong']
const random = seededRandom(20)

/** 8,000 predictions of an overconfident model; people flag some of the wrong answers and a few of the right ones. */
const epoch = Array.from({ length: 8_000 }, (_, place) => {
  const proxy = 1 - 0.7 * random() ** 3
  const right = random() < 1.15 * proxy - 0.25
  const flagged = random() < (right ? 0.004 : 0.12)
  return { predictionId: `prediction-${String(place).padStart(5, '0')}`, proxy, right, flagged }
})
const rightAnswers = new Map(epoch.map(({ predictionId, right }) => [predictionId, right]))
const truth = epoch.filter(({ right }) => right).length / epoch.length

type Plan = Readonly<{ design: DesignName; budget: number; finished: number; runs: number; seed: number }>

function simulate({ design, budget, finished, runs, seed }: Plan) {
  const chance = seededRandom(seed)
  const errors: number[] = []
  let held = 0
  for (let run = 0; run < runs; run++) {
    const frame = epoch
      .filter(() => chance() < 0.5)
      .map((unit): FrameUnit => ({ ...unit, corrected: false, uniform: chance() }))
    const draw = answered(frame, { design, budget, finished })
    const { units, strata } = draw
    const labelled = strata.flatMap((stratum) =>
      weighStratum(
        stratum,
        [...units.filter((unit) => unit.stratum === stratum.name)]
          .sort((a, b) => (a.rank ?? frame.length) - (b.rank ?? frame.length))
          .map((unit) => unit.inclusionProbability),
      ),
    )
    const { estimate, interval } = drawAccuracy(draw, labelled, classes)
    errors.push(estimate.estimate - truth)
    if (interval.low <= truth && truth <= interval.high) held++
  }
  const bias = errors.reduce((sum, error) => sum + error, 0) / runs
  const spread = Math.sqrt(errors.reduce((sum, error) => sum + (error - bias) ** 2, 0) / (runs - 1))
  return { bias, standardErrorOfBias: spread / Math.sqrt(runs), coverage: held / runs }
}

/** A draw of which the first `finished` tasks of the queue have their true answer. */
function answered(
  frame: readonly FrameUnit[],
  { design, budget, finished }: Pick<Plan, 'design' | 'budget' | 'finished'>,
): DrawEvidence & { units: readonly DrawnUnit[] } {
  const { units, strata } = chooseUnits(frame, { design, budget, floor: 0.5 })
  const queues = strata.map(({ name, size, meanProxy }) => ({
    name,
    size,
    meanProxy,
    queue: units
      .filter((unit) => unit.stratum === name && unit.rank !== null)
      .sort((a, b) => Number(a.rank) - Number(b.rank))
      .map(({ predictionId, position, inclusionProbability, proxy }) => {
        const unit = { predictionId, position: position ?? NaN, inclusionProbability, proxy, predicted: 0 }
        const answer: Answer = { kind: 'class', class: rightAnswers.get(predictionId) ? 'right' : 'wrong' }
        return unit.position < finished ? { ...unit, answer } : unit
      }),
  }))
  const day = new Date(0)
  const sizes = { epochSize: epoch.length, frameSize: frame.length, epochClasses: [epoch.length, 0] }
  return { id: 'draw', design, start: day, end: day, ...sizes, strata: queues, units }
}

describe('draw, answers and estimate together', () => {
  test.each<[string, Plan]>([
    ['recommended, all answered', { design: 'recommended', budget: 300, finished: 300, runs: 200, seed: 1 }],
    ['recommended, 40 % answered', { design: 'recommended', budget: 300, finished: 120, runs: 200, seed: 2 }],
    [
      'simple-random, 40 % answered',
      { design: 'simple-random', budget: 300, finished: 120, runs: 200, seed: 3 },
    ],
  ])('[EV7] %s: no bias, and the interval holds the truth', (_name, plan) => {
    const { bias, standardErrorOfBias, coverage } = simulate(plan)
    const chance = Math.sqrt((0.95 * 0.05) / plan.runs) // one standard error of the share itself
    expect(Math.abs(bias)).toBeLessThan(4 * standardErrorOfBias)
    expect(Math.abs(coverage - 0.95)).toBeLessThan(4 * chance)
  })
})
