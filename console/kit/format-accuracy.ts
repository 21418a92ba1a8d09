import type { AccuracyEstimate } from '#contract/evaluate.ts'
import { counted, percent, percentRange } from './format.ts'

/** One line for a tooltip or a table cell: the number never without its doubt. */
export function accuracyInWords(accuracy: AccuracyEstimate): string {
  if (accuracy.kind === 'no-draw') return 'no draw'
  if (accuracy.kind === 'not-enough-labels') return notEnough(accuracy)
  const { estimate, interval, labels } = accuracy
  return `${percent(estimate)} (${percentRange(interval.low, interval.high)}, ${counted(labels, 'label')})`
}

/** “not enough labels (7 of 10)” */
export function notEnough({
  labels,
  labelsStillNeeded,
}: {
  labels: number
  labelsStillNeeded: number
}): string {
  return `not enough labels (${labels} of ${labels + labelsStillNeeded})`
}
