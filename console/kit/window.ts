import { localInterval, localTime } from './format.ts'
import { instant, oneOf, type RawSearch } from './search.ts'

export const presets = ['1h', '24h', '7d', '30d', 'all'] as const
export type Preset = (typeof presets)[number]

/** A time window as it stands in the URL: a preset that moves with the clock, or fixed instants. */
export type WindowSearch = { window?: Preset; from?: string; to?: string }

/** `[from, to)` as the API takes it; empty for all time. */
export type Instants = { from?: string; to?: string }

const hours: Record<Exclude<Preset, 'all'>, number> = { '1h': 1, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 }

export const presetNames: Record<Preset, string> = {
  '1h': 'Last hour',
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  all: 'All time',
}

export function readWindow(search: RawSearch): WindowSearch {
  const fixed = { ...instant(search, 'from'), ...instant(search, 'to') }
  return fixed.from || fixed.to ? fixed : oneOf(search, 'window', presets)
}

export function isCustom(window: WindowSearch): boolean {
  return window.from !== undefined || window.to !== undefined
}

/** Presets are resolved when a request is sent, so that a page left open keeps moving with the clock. */
export function resolveWindow(window: WindowSearch, fallback: Preset, now: Date): Instants {
  if (isCustom(window)) return instants(window)
  const preset = window.window ?? fallback
  if (preset === 'all') return {}
  return { from: new Date(now.getTime() - hours[preset] * 3_600_000).toISOString() }
}

/** For a sentence: “in the last 7 days”, “of all time”. */
export function windowInWords(window: WindowSearch, fallback: Preset): string {
  if (window.from && window.to) return `from ${localInterval(window.from, window.to).replace(' – ', ' to ')}`
  if (window.from) return `since ${localTime(window.from)}`
  if (window.to) return `until ${localTime(window.to)}`
  const preset = window.window ?? fallback
  if (preset === 'all') return 'of all time'
  return `in the last ${preset === '1h' ? 'hour' : presetNames[preset]}`
}

/** Only what belongs to the window, to carry it into a link to another page. */
export function windowOnly(search: WindowSearch): WindowSearch {
  if (isCustom(search)) return instants(search)
  return search.window ? { window: search.window } : {}
}

/** The same window on a page that has another one of its own. */
export function explicitWindow(search: WindowSearch, fallback: Preset): WindowSearch {
  return isCustom(search) ? instants(search) : { window: search.window ?? fallback }
}

function instants({ from, to }: Instants): Instants {
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}
