import { EvalloopError } from '#contract/errors.ts'

/** `[start, end)`: which predictions an epoch holds, by the time they were answered. */
export type DrawingInterval = Readonly<{ start: Date; end: Date }>

/**
 * The interval that a draw really covers. [SA9]
 *
 * An end in the future is brought back to the end of this millisecond. Otherwise the predictions still to come would be
 * lost to every draw: not in this frame, which is frozen now, and not in a later one, which would overlap.
 * @param from RFC 3339, included
 * @param to RFC 3339, not included
 * @throws EvalloopError INTERVAL_INVALID when nothing is left
 */
export function drawingInterval(from: string, to: string, now: Date): DrawingInterval {
  const start = new Date(from)
  const wanted = new Date(to)
  const end = new Date(Math.min(wanted.getTime(), now.getTime() + 1))
  if (!(start < wanted && start < end)) {
    throw new EvalloopError('INTERVAL_INVALID', { from, to, now: now.toISOString() })
  }
  return { start, end }
}
