import type { ConfusionEstimate } from '#contract/evaluate.ts'
import { type ClassifiedUnit, confidenceInterval, confusionEstimate, type Estimate } from '#statistics'
import type { DrawEvidence, LabelledUnit } from './draw-evidence.ts'
import { fewestLabels } from './labels-needed.ts'
import { addKnownVariance, twoPhaseVariance } from './two-phase-variance.ts'

export type ConfusionInput = Readonly<{
  /** Names of the model's classes, in the order of its outputs. */
  classes: readonly string[]
  /** The draws whose frames are taken together; at least one. [EV15] */
  draws: readonly DrawEvidence[]
  /** For each class, the units of the frames that the model answered so. */
  predictedCounts: readonly number[]
  /** `probabilitySums[j][k]`: sum of the probability of class k over the units of the frames answered j. */
  probabilitySums: readonly (readonly number[])[]
  /** The weighted units of all draws, with the model's probability of each class. */
  labelled: readonly (LabelledUnit & Readonly<{ probabilities: readonly number[] }>)[]
}>

type Confusion = Omit<Extract<ConfusionEstimate, { kind: 'estimate' }>, 'kind' | 'basis'>

/**
 * What was served, by answer and by truth. [EV13, EV15]
 * “None of these” is one class more, which the model never answers and gives no probability.
 */
export function confusion(input: ConfusionInput): Confusion {
  const { classes, draws, predictedCounts, probabilitySums, labelled } = input
  const none = classes.length
  const sampled = labelled.map((unit) => classify(unit, classes))
  const { totals, classes: estimates } = confusionEstimate({
    predictedCounts: [...predictedCounts, 0],
    probabilitySums: [
      ...probabilitySums.map((row) => [...row, 0]),
      Array.from({ length: none + 1 }, () => 0),
    ],
    sampled,
  })
  const twoPhase = {
    frameSize: total(draws.map((draw) => draw.frameSize)),
    epochSize: total(draws.map((draw) => draw.epochSize)),
  }
  return {
    classes: [...classes],
    trueClasses: [...classes, 'none of these'],
    cells: totals.slice(0, none).map((row) => row.map((cell) => cell / twoPhase.frameSize)),
    counts: classes.map((_, predicted) =>
      countsOf(
        sampled.filter((unit) => unit.predicted === predicted),
        none + 1,
      ),
    ),
    perClass: classes.map((name, place) => {
      const estimate = estimates[place]
      const labels = { predicted: estimate?.labelled.predicted ?? 0, actual: estimate?.labelled.actual ?? 0 }
      const existing = total(totals.map((row) => row[place] ?? 0))
      const precision = metric(estimate?.precision, labels.predicted, predictedCounts[place] ?? 0, twoPhase)
      const recall = metric(estimate?.recall, labels.actual, existing, twoPhase)
      return {
        class: name,
        predicted: total(draws.map((draw) => draw.epochClasses[place] ?? 0)),
        labels: labels.actual,
        ...(precision && { precision }),
        ...(recall && { recall }),
      }
    }),
    labels: labelled.length,
  }
}

/**
 * A share with Wilson's interval from its effective sample size, which stays inside 0 and 1 where a class is nearly
 * always right; undefined when fewer than ten labels bear on it. [EV14]
 * @param units of the frame of which the share speaks
 */
function metric(
  estimate: Estimate | undefined,
  labels: number,
  units: number,
  twoPhase: Readonly<{ frameSize: number; epochSize: number }>,
) {
  if (!estimate || labels < fewestLabels) return undefined
  const whole = addKnownVariance(estimate, twoPhaseVariance(estimate.estimate, units, twoPhase))
  return { estimate: clip(whole.estimate), interval: { ...confidenceInterval(whole), level: 0.95 } }
}

/** Rounding may carry a stored probability past an end. */
function classify(unit: ConfusionInput['labelled'][number], classes: readonly string[]): ClassifiedUnit {
  const { inclusionProbability, predicted, answer, probabilities } = unit
  const actual = answer.kind === 'class' ? classes.indexOf(answer.class) : classes.length
  return { inclusionProbability, predicted, actual, probabilities: [...probabilities.map(clip), 0] }
}

function countsOf(units: readonly ClassifiedUnit[], columns: number): number[] {
  return Array.from({ length: columns }, (_, actual) => units.filter((unit) => unit.actual === actual).length)
}

/** For display: a regression may leave the range by chance. */
export function clip(share: number): number {
  return Math.min(1, Math.max(0, share))
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
