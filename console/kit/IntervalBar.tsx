import type { CSSProperties } from 'react'
import { percent, percentRange } from './format.ts'
import classes from './IntervalBar.module.css'

type Props = { estimate: number; low: number; high: number; naive?: number | undefined; scale?: boolean }

/** Where the truth probably lies between 0 and 100 %: a band, with the estimate as a mark in it. */
export function IntervalBar({ estimate, low, high, naive, scale = false }: Props) {
  return (
    <div>
      <div
        aria-label={`${percent(estimate)}, interval ${percentRange(low, high)}`}
        className={classes.bar}
        role="img"
      >
        <span className={classes.range} style={{ left: at(low), right: at(1 - high) }} />
        {naive === undefined ? null : (
          <span className={classes.naive} style={{ left: at(naive) }} title="Naive number" />
        )}
        <span className={classes.estimate} style={{ left: at(estimate) } satisfies CSSProperties} />
      </div>
      {scale ? (
        <div aria-hidden="true" className={classes.scale}>
          {[0, 25, 50, 75, 100].map((tick) => (
            <span key={tick}>{tick}%</span>
          ))}
        </div>
      ) : null}
    </div>
  )
}

function at(fraction: number): string {
  return `${Math.min(100, Math.max(0, fraction * 100))}%`
}
