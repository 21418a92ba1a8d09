import { localInterval, utcTime } from './format.ts'

/** A data interval `[from, to)` in the viewer’s zone; UTC on hover. */
export function Span({ from, to }: { from: string; to: string }) {
  return <span title={`${utcTime(from)} – ${utcTime(to)}`}>{localInterval(from, to)}</span>
}
