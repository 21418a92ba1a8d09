import type { DesignName, DrawRequest } from '#contract/sample.ts'
import { between, instant, oneOf, type RawSearch, text } from '../kit/search.ts'

/** The form of a new draw as it stands in the URL: a plan can be sent to a colleague before it is made. */
export type NewDrawSearch = {
  from?: string
  to?: string
  modelVersion?: string
  design?: DesignName
  budget?: number
  floor?: number
  seed?: string
}

export const designs: readonly DesignName[] = ['recommended', 'simple-random']
export const usualBudget = 100

export function readNewDrawSearch(search: RawSearch): NewDrawSearch {
  return {
    ...instant(search, 'from'),
    ...instant(search, 'to'),
    ...text(search, 'modelVersion'),
    ...oneOf(search, 'design', designs),
    ...between(search, 'budget', 1, 100_000),
    ...between(search, 'floor', 0.05, 1),
    ...text(search, 'seed'),
  }
}

/** The last draw’s end to now; a week when there is no draw yet. */
export function proposedInterval(lastDrawEnd: string | undefined, now: Date): { from: string; to: string } {
  const from = lastDrawEnd ? new Date(lastDrawEnd) : new Date(now.getTime() - 7 * 86_400_000)
  return { from: from.toISOString(), to: now.toISOString() }
}

export function drawRequest(search: NewDrawSearch, interval: { from: string; to: string }): DrawRequest {
  const { modelVersion, design, floor, seed } = search
  return {
    ...interval,
    budget: search.budget ?? usualBudget,
    design: design ?? 'recommended',
    ...(modelVersion === undefined ? {} : { modelVersion }),
    ...(floor === undefined ? {} : { floor }),
    ...(seed === undefined ? {} : { seed }),
  }
}

/** Half the width of a 95 % interval for `labels` plain random labels out of `predictions`, at 80 % accuracy: a rule of thumb. */
export function roughHalfWidth(labels: number, predictions: number): number {
  const n = Math.min(labels, predictions)
  if (n <= 1) return 1
  return 1.96 * Math.sqrt(((0.8 * 0.2) / n) * (1 - n / predictions))
}
