import { Link } from '@tanstack/react-router'
import type { HistoryEntry } from '#contract/capture.ts'
import { Moment } from '../kit/Moment.tsx'
import { chanceInWords } from './chance-in-words.ts'
import classes from './History.module.css'

/** Everything that happened to a prediction, oldest first. */
export function History({ history }: { history: readonly HistoryEntry[] }) {
  return (
    <ol className={classes.history}>
      {history.map((entry) => (
        <li className={classes.entry} key={`${entry.at} ${entry.kind} ${entry.drawId ?? ''}`}>
          {entry.text}{' '}
          {entry.inclusionProbability === undefined ? null : (
            <span className={classes.chance}>{chanceInWords(entry.inclusionProbability)}</span>
          )}
          <div className={classes.at}>
            <Moment at={entry.at} />
            {entry.drawId ? (
              <>
                {' · '}
                <Link params={{ id: entry.drawId }} to="/draws/$id">
                  the draw
                </Link>
              </>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  )
}
