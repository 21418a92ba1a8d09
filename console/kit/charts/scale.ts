/** A straight map from values to pixels. */
export type Scale = (value: number) => number

export function linear(
  [low, high]: readonly [number, number],
  [start, end]: readonly [number, number],
): Scale {
  const span = high - low || 1
  return (value) => start + ((value - low) / span) * (end - start)
}

/** Round values that divide [0, max] into at most `most` steps: 1, 2 or 5 times a power of ten; whole numbers only. */
export function countTicks(max: number, most: number): number[] {
  const rough = Math.max(1, max) / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough) ?? 10 * power)
  return Array.from({ length: Math.floor(Math.max(1, max) / step) + 1 }, (_, index) => index * step)
}

/** The lower edge of an accuracy axis: a round tenth below the lowest interval, so that differences can be seen. */
export function fractionFloor(lowest: number): number {
  return Math.max(0, Math.min(0.8, Math.floor((lowest - 0.02) * 10) / 10))
}

export function fractionTicks(floor: number): number[] {
  const step = 1 - floor > 0.5 ? 0.2 : 0.1
  const ticks: number[] = []
  for (let tick = 1; tick >= floor - 1e-9; tick -= step) ticks.push(Math.round(tick * 100) / 100)
  return ticks.reverse()
}

const minute = 60_000
const day = 1440 * minute
const steps = [1, 5, 15, 30, 60, 180, 360, 720]
  .map((n) => n * minute)
  .concat([1, 2, 7, 14, 30, 90, 365].map((n) => n * day))

/** Times at round places of the viewer’s clock, at most `most` of them. */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = steps.find((candidate) => (to - from) / candidate <= most) ?? 365 * day
  const ticks: number[] = []
  const zone = -new Date(from).getTimezoneOffset() * minute
  for (let tick = Math.ceil((from + zone) / step) * step - zone; tick <= to; tick += step) ticks.push(tick)
  return ticks
}

/** What stands under a tick: the clock inside a day, the date beyond. */
export function timeLabel(tick: number, span: number): string {
  const parts: Intl.DateTimeFormatOptions =
    span <= 2 * day ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat('en-GB', parts).format(new Date(tick))
}
