import { Link } from '@tanstack/react-router'
import { api } from '#contract/api.ts'
import type { PredictionRow } from '#contract/capture.ts'
import { percent } from '../kit/format.ts'
import { Icon } from '../kit/Icon.tsx'
import { labelWords, verdict } from './label-words.ts'
import classes from './PredictionTile.module.css'
import type { PredictionSearch } from './prediction-search.ts'

/** A thumbnail with what the model said, and marks for what people said. */
export function PredictionTile({ row, search }: { row: PredictionRow; search: PredictionSearch }) {
  return (
    <Link
      className={classes.tile}
      params={{ id: row.id }}
      preload={false}
      search={search}
      to="/predictions/$id"
    >
      <div className={classes.frame}>
        <img alt="" className={classes.image} decoding="async" src={api.predictionThumbnail(row.id)} />
        <span className={classes.marks}>
          {row.flagged ? <TileMark icon="flag" meaning="attention" words="flagged" /> : null}
          {row.correctedClass === undefined ? null : (
            <TileMark icon="correct" meaning="attention" words={`corrected to ${row.correctedClass}`} />
          )}
          {row.label ? (
            <TileMark
              icon={verdict(row, row.label) === 'right' ? 'check' : 'cross'}
              meaning={verdict(row, row.label) === 'right' ? 'good' : 'bad'}
              words={`labelled ${labelWords(row.label)}`}
            />
          ) : null}
        </span>
      </div>
      <div className={classes.caption}>
        <span className={classes.name}>{row.class}</span>
        <span className={classes.confidence}>{percent(row.confidence, 0)}</span>
      </div>
    </Link>
  )
}

type MarkProps = {
  icon: 'flag' | 'correct' | 'check' | 'cross'
  meaning: 'good' | 'bad' | 'attention'
  words: string
}

function TileMark({ icon, meaning, words }: MarkProps) {
  return (
    <span className={`${classes.mark} ${classes[meaning]}`} title={words}>
      <Icon name={icon} size={13} />
      <span className="visually-hidden">{words}</span>
    </span>
  )
}
