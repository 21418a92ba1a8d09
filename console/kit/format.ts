const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const clockTime = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const local = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** 12,345 */
export function count(value: number): string {
  return whole.format(value)
}

/** 12.3, and 12 for 12.0 */
function decimal(value: number): string {
  return oneDecimal.format(value)
}

/** “1 label”, “3 labels”, “1,200 labels”. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}

/** A fraction as a percentage. Never rounds up to 100 % or down to 0 % what is not exactly that. */
export function percent(fraction: number, digits = 1): string {
  const step = 10 ** -digits
  const value = fraction * 100
  if (value > 0 && value < step / 2) return `<${step.toFixed(digits)}%`
  if (value < 100 && value > 100 - step / 2) return `>${(100 - step).toFixed(digits)}%`
  return `${value.toFixed(fraction === 0 || fraction === 1 ? 0 : digits)}%`
}

/** “78.1–86.0%” */
export function percentRange(low: number, high: number, digits = 1): string {
  return `${(low * 100).toFixed(digits)}–${(high * 100).toFixed(digits)}%`
}

/** “3.9 points”: half the width of an interval. */
export function halfWidth(low: number, high: number): string {
  return `${(((high - low) / 2) * 100).toFixed(1)} points`
}

/** A chance in words a person can picture: “certain”, “1 in 24”. */
export function oneIn(probability: number): string {
  if (probability >= 1) return 'certain'
  if (probability > 0.5) return `${percent(probability, 0)} likely`
  const odds = 1 / probability
  return `1 in ${odds < 10 ? decimal(odds) : count(odds)}`
}

export function bytes(value: number): string {
  if (value < 1000) return `${value} B`
  const power = Math.min(3, Math.floor(Math.log10(value) / 3))
  return `${decimal(value / 1000 ** power)} ${['B', 'kB', 'MB', 'GB'][power] ?? 'GB'}`
}

/** “40 s”, “3 min”, “2 h”, “5 days”: the largest unit that fits. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`
  return counted(Math.round(seconds / 86_400), 'day')
}

/** In the viewer’s zone. */
export function localTime(instant: string | Date): string {
  return local.format(new Date(instant))
}

/** For the tooltip beside every local time. */
export function utcTime(instant: string | Date): string {
  return `${new Date(instant).toISOString().replace('T', ' ').slice(0, 19)} UTC`
}

/** “10 Nov, 14:00 – 12 Nov, 09:30” in the viewer’s zone; the second date and the year only where they say something. */
export function localInterval(from: string, to: string, now = new Date()): string {
  const [start, end] = [new Date(from), new Date(to)]
  const day = (date: Date) =>
    new Intl.DateTimeFormat('en-GB', {
      day: 'numeric',
      month: 'short',
      ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
    }).format(date)
  const clock = (date: Date) => clockTime.format(date)
  const sameDay = start.toDateString() === end.toDateString()
  return `${day(start)}, ${clock(start)} – ${sameDay ? '' : `${day(end)}, `}${clock(end)}`
}

/** The first block of a UUID v7 is its time, so the last block tells neighbours apart better. */
export function shortId(id: string): string {
  return id.slice(-8)
}
