import { localTime, utcTime } from './format.ts'

/** A time in the viewer’s zone; UTC on hover. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} style={{ whiteSpace: 'nowrap' }} title={utcTime(at)}>
      {localTime(at)}
    </time>
  )
}
