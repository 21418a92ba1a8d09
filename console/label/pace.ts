/** Pauses longer than this are no work: a telephone call must not spoil the pace. */
const pauseMs = 60_000
const remembered = 40

/** Times of the last answers, oldest first; never more than forty, however long the day. */
export function withAnswerAt(times: readonly number[], now: number): number[] {
  return [...times.slice(1 - remembered), now]
}

/** Labels an hour over the last answers; undefined before the fifth. */
export function perHour(times: readonly number[]): number | undefined {
  if (times.length < 5) return undefined
  const gaps = times.slice(1).map((time, index) => Math.min(pauseMs, time - (times[index] ?? time)))
  const spent = gaps.reduce((sum, gap) => sum + gap, 0)
  return spent === 0 ? undefined : Math.round((gaps.length / spent) * 3_600_000)
}
