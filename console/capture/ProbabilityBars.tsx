import { useState } from 'react'
import type { PredictionDetail } from '#contract/capture.ts'
import { percent } from '../kit/format.ts'
import { Icon } from '../kit/Icon.tsx'
import classes from './ProbabilityBars.module.css'

type Props = { prediction: PredictionDetail; label: string | undefined }

const atFirst = 11

/** The whole probability vector, likeliest first; the label, if there is one, is marked. */
export function ProbabilityBars({ prediction, label }: Props) {
  const [all, setAll] = useState(false)
  const sorted = prediction.probabilities.toSorted((a, b) => b.probability - a.probability)
  const shown = all ? sorted : sorted.slice(0, atFirst)
  return (
    <>
      <ul className={classes.bars}>
        {shown.map((entry) => (
          <li
            className={entry.class === prediction.class ? `${classes.bar} ${classes.top}` : classes.bar}
            key={entry.class}
          >
            <span className={classes.name}>
              {entry.class}
              {entry.class === label ? (
                <span className={classes.truth} title="The label">
                  <Icon name="check" size={14} />
                  <span className="visually-hidden">(the label)</span>
                </span>
              ) : null}
            </span>
            <span className={classes.track}>
              <div className={classes.fill} style={{ width: `${entry.probability * 100}%` }} />
            </span>
            <span className={classes.value}>{percent(entry.probability)}</span>
          </li>
        ))}
      </ul>
      {sorted.length > atFirst && !all ? (
        <button className={classes.more} onClick={() => setAll(true)} type="button">
          Show all {sorted.length} classes
        </button>
      ) : null}
    </>
  )
}
