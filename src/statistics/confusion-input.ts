import { demand, requireCount, requireInclusionProbability, requireShare } from './preconditions.ts'
import { sum } from './sum.ts'

/**
 * A labelled unit with all that the model said of it. Classes are places in the list of class probabilities.
 */
export interface ClassifiedUnit {
  /** Chance with which the unit was drawn, in (0, 1]. */
  readonly inclusionProbability: number
  /** Class that the model answered. */
  readonly predicted: number
  /** Class that a person gave. */
  readonly actual: number
  /** The model's probability of each class, 0 to 1. */
  readonly probabilities: readonly number[]
}

export interface ConfusionInput {
  /** For each class, the units of the frame that the model answered so. Sums to the frame size. */
  readonly predictedCounts: readonly number[]
  /** `probabilitySums[j][k]`: the sum of the model's probability of class k over the units it answered j. */
  readonly probabilitySums: readonly (readonly number[])[]
  /** The labelled units; at least one. */
  readonly sampled: readonly ClassifiedUnit[]
}

/** Throws RangeError when an argument is out of range, the sizes differ, or nothing is labelled. */
export function checkConfusionInput({ predictedCounts, probabilitySums, sampled }: ConfusionInput): void {
  const classes = predictedCounts.length
  demand(classes > 0, 'predictedCounts must hold at least one class.')
  for (const count of predictedCounts) requireCount('predictedCounts', count, 0)
  demand(
    probabilitySums.length === classes && probabilitySums.every((row) => row.length === classes),
    `probabilitySums must be a square of ${classes} by ${classes}.`,
  )
  demand(
    probabilitySums.flat().every((total) => total >= 0 && total < Infinity),
    'probabilitySums must be at least 0.',
  )
  demand(sampled.length > 0, 'sampled must hold at least one labelled unit.')
  demand(sampled.length <= sum(predictedCounts), 'predictedCounts must sum to at least the labelled units.')
  for (const unit of sampled) checkUnit(unit, classes)
}

function checkUnit(unit: ClassifiedUnit, classes: number): void {
  requireInclusionProbability('sampled.inclusionProbability', unit.inclusionProbability)
  demand(unit.probabilities.length === classes, `sampled.probabilities must hold ${classes} numbers.`)
  for (const probability of unit.probabilities) requireShare('sampled.probabilities', probability)
  for (const name of ['predicted', 'actual'] as const) {
    requireCount(`sampled.${name}`, unit[name], 0)
    demand(unit[name] < classes, `sampled.${name} must be below ${classes}, not ${unit[name]}.`)
  }
}
