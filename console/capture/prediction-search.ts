import type { PredictionFilter } from '#contract/capture.ts'
import { between, type RawSearch, text, truth } from '../kit/search.ts'
import { readWindow, type WindowSearch } from '../kit/window.ts'

/** The list’s filters as they stand in the URL; the prediction page carries them to know its neighbours. */
export type PredictionSearch = WindowSearch & {
  class?: string
  labelClass?: string
  minConfidence?: number
  maxConfidence?: number
  flagged?: boolean
  corrected?: boolean
  labelled?: boolean
  modelVersion?: string
  size?: number
}

export const tileSizes = { least: 88, usual: 168, most: 320 }

export function readPredictionSearch(search: RawSearch): PredictionSearch {
  return {
    ...readWindow(search),
    ...text(search, 'class'),
    ...text(search, 'labelClass'),
    ...between(search, 'minConfidence', 0, 1),
    ...between(search, 'maxConfidence', 0, 1),
    ...truth(search, 'flagged'),
    ...truth(search, 'corrected'),
    ...truth(search, 'labelled'),
    ...text(search, 'modelVersion'),
    ...between(search, 'size', tileSizes.least, tileSizes.most),
  }
}

/** What the API is asked for; the window is resolved apart from it. */
export function filterOf(search: PredictionSearch): Omit<PredictionFilter, 'from' | 'to'> {
  const { window: _window, from: _from, to: _to, size: _size, ...filter } = search
  return filter
}

type FilterName = keyof ReturnType<typeof filterOf>

/** A filter in words, with the names to drop when its chip is cleared. */
export type FilterChip = { words: string; names: readonly FilterName[] }

export function filterChips(search: PredictionSearch): FilterChip[] {
  const filter = filterOf(search)
  const chips: (FilterChip | undefined)[] = [
    chip(filter.class, `predicted ${filter.class}`, ['class']),
    chip(
      filter.labelClass,
      `labelled ${filter.labelClass === 'none-of-these' ? 'none of these' : filter.labelClass}`,
      ['labelClass'],
    ),
    confidenceChip(filter.minConfidence, filter.maxConfidence),
    chip(filter.flagged, filter.flagged ? 'flagged' : 'not flagged', ['flagged']),
    chip(filter.corrected, filter.corrected ? 'corrected' : 'not corrected', ['corrected']),
    chip(filter.labelled, filter.labelled ? 'labelled' : 'not labelled', ['labelled']),
    chip(filter.modelVersion, `version ${filter.modelVersion}`, ['modelVersion']),
  ]
  return chips.filter((entry) => entry !== undefined)
}

function confidenceChip(low = 0, high = 1): FilterChip | undefined {
  if (low === 0 && high === 1) return undefined
  return {
    words: `confidence ${Math.round(low * 100)}–${Math.round(high * 100)}%`,
    names: ['minConfidence', 'maxConfidence'],
  }
}

function chip(value: unknown, words: string, names: FilterChip['names']): FilterChip | undefined {
  return value === undefined ? undefined : { words, names }
}

export function without(search: PredictionSearch, names: readonly FilterName[]): PredictionSearch {
  const rest = { ...search }
  for (const name of names) delete rest[name]
  return rest
}
