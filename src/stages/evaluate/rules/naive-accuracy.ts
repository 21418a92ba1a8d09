import type { NaiveAccuracy } from '#contract/evaluate.ts'
import { type DrawEvidence, isLabelled, isRight } from './draw-evidence.ts'

/**
 * Right answers over all labels, however they were chosen and wherever in the queue; undefined without a label. [EV10]
 * Shown beside the estimate to make the difference visible.
 */
export function naiveAccuracy(
  draws: readonly DrawEvidence[],
  classes: readonly string[],
): NaiveAccuracy | undefined {
  const labelled = draws.flatMap(({ strata }) => strata.flatMap(({ queue }) => queue.filter(isLabelled)))
  if (labelled.length === 0) return undefined
  const right = labelled.filter((unit) => isRight(unit, classes)).length
  const labels = labelled.length
  return { estimate: right / labels, right, labels, biased: true, why: reasonWhy(draws) }
}

function reasonWhy(draws: readonly DrawEvidence[]): string {
  if (draws.every(({ design }) => design === 'simple-random')) {
    return 'It counts every label it finds, also out of the order of the queue, and every draw by its labels instead of its predictions.'
  }
  return 'It counts every label alike, although doubtful, flagged and corrected predictions are labelled more often than they are served.'
}
