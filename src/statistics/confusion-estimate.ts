import { type ClassifiedUnit, type ConfusionInput, checkConfusionInput } from './confusion-input.ts'
import { type Estimate, kishSampleSize, makeEstimate } from './estimate.ts'
import { at } from './preconditions.ts'
import { sum } from './sum.ts'

/** What is known of one class. A metric is undefined when it has nothing to divide by. */
export interface ClassEstimate {
  /** Share of the answers with this class that are right. Undefined when the model never answered it. */
  readonly precision: Estimate | undefined
  /** Share of the images of this class that are found. Undefined when no such image is estimated to exist. */
  readonly recall: Estimate | undefined
  /** Harmonic mean of precision and recall. */
  readonly f1: Estimate | undefined
  /** Labelled units answered so, labelled units that are so. */
  readonly labelled: { readonly predicted: number; readonly actual: number }
}

export interface ConfusionEstimate {
  /**
   * `totals[j][k]`: estimated units answered j that are k. A real number; below zero by chance for a rare
   * cell.
   */
  readonly totals: readonly (readonly number[])[]
  readonly accuracy: Estimate
  readonly classes: readonly ClassEstimate[]
  /** Mean F1 of the classes that have one; undefined when none has. */
  readonly macroF1: Estimate | undefined
}

/**
 * Confusion totals of the whole frame and the metrics made of them, from labels drawn with unequal
 * probabilities. The model's own probabilities give a first total for every cell; the labels correct it by
 * their weighted mean residual. Miscalibrated probabilities widen
 * the intervals and do not bias the estimates.
 * @throws RangeError when an argument is out of range, the sizes differ, or nothing is labelled
 * @see Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, sections 5.5 and 6.3;
 *   docs/methods/confusion.md
 */
export function confusionEstimate(input: ConfusionInput): ConfusionEstimate {
  checkConfusionInput(input)
  const { predictedCounts, probabilitySums, sampled } = input
  const sample = weigh(sampled, sum(predictedCounts))
  const corrections = meanResiduals(sample, predictedCounts.length)
  const totals = probabilitySums.map((row, predicted) =>
    row.map((total, actual) => total + sample.frame * at(at(corrections, predicted), actual)),
  )
  const classes = predictedCounts.map((_, place) =>
    classParts(place, { predictedCounts, totals, corrections, sample }),
  )
  return {
    totals,
    accuracy: accuracyOf(sample, classes),
    classes: classes.map((parts) => classEstimate(parts, sample)),
    macroF1: macroF1Of(sample, classes),
  }
}

interface WeightedSample {
  readonly frame: number
  readonly totalWeight: number
  readonly units: readonly (ClassifiedUnit & { readonly weight: number })[]
}

/** A metric as a function of totals, made linear: how much each labelled unit moves it. */
interface Metric {
  readonly value: number
  readonly influences: readonly number[]
}

interface ClassParts {
  readonly place: number
  /** Estimated units answered so that are so. */
  readonly hits: number
  /** Residuals of the hits, on the scale of totals; in the order of the sample. */
  readonly hitResiduals: readonly number[]
  readonly precision: Metric | undefined
  readonly recall: Metric | undefined
  readonly f1: Metric | undefined
}

interface ClassInput {
  readonly predictedCounts: readonly number[]
  readonly totals: readonly (readonly number[])[]
  readonly corrections: readonly (readonly number[])[]
  readonly sample: WeightedSample
}

function classParts(place: number, { predictedCounts, totals, corrections, sample }: ClassInput): ClassParts {
  const answered = at(predictedCounts, place)
  const existing = sum(totals.map((row) => at(row, place)))
  const hits = at(at(totals, place), place)
  const scale = sample.frame / sample.totalWeight
  const hitMean = at(at(corrections, place), place)
  const actualMean = sum(corrections.map((row) => at(row, place)))
  const residual = (unit: ClassifiedUnit) => Number(unit.actual === place) - at(unit.probabilities, place)
  const hitResiduals = sample.units.map(
    (unit) => scale * ((unit.predicted === place ? residual(unit) : 0) - hitMean),
  )
  const actualResiduals = sample.units.map((unit) => scale * (residual(unit) - actualMean))
  const metric = (
    top: number,
    bottom: number,
    influence: (hit: number, actual: number, value: number) => number,
  ) =>
    ratioMetric(top, bottom, (value) =>
      hitResiduals.map((hit, unit) => influence(hit, at(actualResiduals, unit), value) / bottom),
    )
  return {
    place,
    hits,
    hitResiduals,
    precision: metric(hits, answered, (hit) => hit),
    recall: metric(hits, existing, (hit, actual, value) => hit - value * actual),
    f1: metric(2 * hits, answered + existing, (hit, actual, value) => 2 * hit - value * actual),
  }
}

function ratioMetric(top: number, bottom: number, influencesAt: (value: number) => readonly number[]) {
  if (bottom <= 0) return undefined
  const value = top / bottom
  return { value, influences: influencesAt(value) }
}

function accuracyOf(sample: WeightedSample, classes: readonly ClassParts[]): Estimate {
  const value = sum(classes.map(({ hits }) => hits)) / sample.frame
  const influences = sample.units.map(
    (_, unit) => sum(classes.map(({ hitResiduals }) => at(hitResiduals, unit))) / sample.frame,
  )
  return toEstimate(sample, { value, influences }, () => true)
}

function macroF1Of(sample: WeightedSample, classes: readonly ClassParts[]): Estimate | undefined {
  const defined = classes.flatMap(({ f1 }) => f1 ?? [])
  if (defined.length === 0) return undefined
  const mean = (value: (metric: Metric) => number) => sum(defined.map(value)) / defined.length
  const influences = sample.units.map((_, unit) => mean((metric) => at(metric.influences, unit)))
  return toEstimate(sample, { value: mean((metric) => metric.value), influences }, () => true)
}

function classEstimate({ place, precision, recall, f1 }: ClassParts, sample: WeightedSample): ClassEstimate {
  const answered = (unit: ClassifiedUnit) => unit.predicted === place
  const existing = (unit: ClassifiedUnit) => unit.actual === place
  const estimate = (metric: Metric | undefined, bears: (unit: ClassifiedUnit) => boolean) =>
    metric && toEstimate(sample, metric, bears)
  return {
    precision: estimate(precision, answered),
    recall: estimate(recall, existing),
    f1: estimate(f1, (unit) => answered(unit) || existing(unit)),
    labelled: {
      predicted: sample.units.filter(answered).length,
      actual: sample.units.filter(existing).length,
    },
  }
}

/**
 * @param bears tells the labels that bear on the metric: how little is known without them limits the sample
 *   size.
 */
function toEstimate(
  { units }: WeightedSample,
  { value, influences }: Metric,
  bears: (unit: ClassifiedUnit) => boolean,
): Estimate {
  const weights = units.filter(bears).map(({ weight }) => weight)
  return makeEstimate({
    estimate: value,
    parts: units.map(({ inclusionProbability, weight }, unit) => ({
      variance: (1 - inclusionProbability) * (weight * withoutRounding(at(influences, unit))) ** 2,
      degreesOfFreedom: 1,
    })),
    plainSampleSize: kishSampleSize(weights),
    labels: weights.length,
  })
}

function withoutRounding(influence: number): number {
  return Math.abs(influence) < 1e-14 ? 0 : influence
}

function weigh(sampled: readonly ClassifiedUnit[], frame: number): WeightedSample {
  const units = sampled.map((unit) => ({ ...unit, weight: 1 / unit.inclusionProbability }))
  return { frame, units, totalWeight: sum(units.map(({ weight }) => weight)) }
}

/**
 * Weighted mean of (is k) − (probability of k) over all labelled units, for units answered j; 0 for the
 * others.
 */
function meanResiduals({ units, totalWeight }: WeightedSample, classes: number): number[][] {
  const means = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0))
  for (const { weight, predicted, actual, probabilities } of units) {
    const row = at(means, predicted)
    for (const [place, probability] of probabilities.entries()) {
      row[place] = at(row, place) + (weight * (Number(actual === place) - probability)) / totalWeight
    }
  }
  return means
}
