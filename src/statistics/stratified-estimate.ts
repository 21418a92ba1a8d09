import { type Estimate, makeEstimate } from './estimate.ts'
import { demand, requireCount } from './preconditions.ts'
import { sum } from './sum.ts'

/** Labels of one stratum, drawn with equal probability inside it. */
export interface LabelledStratum {
  /** Units of the frame in this stratum, ≥ 1. */
  readonly size: number
  /** Labelled ones: at least 2, or all. */
  readonly labelled: number
  /** Right answers among them. */
  readonly correct: number
}

/**
 * Accuracy on a frame that was split into strata before the draw.
 * @throws RangeError when counts are impossible, or a stratum has too few labels to show its spread
 * @see Cochran (1977), Sampling Techniques, 3rd edition, section 5.6
 */
export function stratifiedEstimate(strata: readonly LabelledStratum[]): Estimate {
  demand(strata.length > 0, 'strata must hold at least one stratum.')
  strata.forEach(checkStratum)
  const frame = sum(strata.map(({ size }) => size))
  const estimate = sum(strata.map(({ size, labelled, correct }) => (size / frame) * (correct / labelled)))
  return makeEstimate({
    estimate,
    parts: strata.map((stratum) => ({
      variance: varianceOf(stratum, frame),
      degreesOfFreedom: Math.max(1, stratum.labelled - 1),
    })),
    labels: sum(strata.map(({ labelled }) => labelled)),
    plainSampleSize: frame ** 2 / sum(strata.map(({ size, labelled }) => size ** 2 / labelled)),
  })
}

function varianceOf({ size, labelled, correct }: LabelledStratum, frame: number): number {
  if (labelled === size) return 0
  const accuracy = correct / labelled
  return ((size / frame) ** 2 * (1 - labelled / size) * accuracy * (1 - accuracy)) / (labelled - 1)
}

function checkStratum({ size, labelled, correct }: LabelledStratum): void {
  requireCount('strata.size', size, 1)
  requireCount('strata.labelled', labelled, Math.min(2, size))
  requireCount('strata.correct', correct, 0)
  demand(labelled <= size, `strata.labelled must be at most strata.size (${size}), not ${labelled}.`)
  demand(correct <= labelled, `strata.correct must be at most strata.labelled (${labelled}), not ${correct}.`)
}
