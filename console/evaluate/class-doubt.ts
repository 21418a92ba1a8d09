import type { ClassEstimate } from '#contract/evaluate.ts'

export type Metric = 'precision' | 'recall'

/** Width of the interval; a class without an estimate is all doubt. */
export function doubt(entry: ClassEstimate, metric: Metric): number {
  const estimate = entry[metric]
  return estimate ? estimate.interval.high - estimate.interval.low : 1
}

/** Widest doubt first: the top of the list is where labels are worth most. */
export function byDoubt(classes: readonly ClassEstimate[]): ClassEstimate[] {
  const widest = (entry: ClassEstimate) => Math.max(doubt(entry, 'precision'), doubt(entry, 'recall'))
  return classes.toSorted((a, b) => widest(b) - widest(a) || a.class.localeCompare(b.class))
}
