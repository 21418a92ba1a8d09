/** `2026-05-04T14:30`: what a `datetime-local` field holds, in the viewer’s zone, to the minute. */
export function toLocalInput(instant: string): string {
  const date = new Date(instant)
  const pad = (part: number) => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** Back to an RFC 3339 instant; undefined for an empty or unfinished field. */
export function fromLocalInput(value: string): string | undefined {
  const time = new Date(value).getTime()
  return value === '' || Number.isNaN(time) ? undefined : new Date(time).toISOString()
}
