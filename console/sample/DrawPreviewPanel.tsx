import { Button } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Draw, DrawPreview } from '#contract/sample.ts'
import { Facts } from '../kit/Facts.tsx'
import { count } from '../kit/format.ts'
import { Loaded } from '../kit/Loaded.tsx'
import { Span } from '../kit/Span.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import classes from './DrawPreviewPanel.module.css'
import { type NewDrawSearch, usualBudget } from './new-draw-search.ts'

type Props = {
  preview: UseQueryResult<DrawPreview>
  draws: readonly Draw[]
  search: NewDrawSearch
  onBeginAfter: (from: string) => void
}

/** What the server would find under this plan, asked anew with each change. */
export function DrawPreviewPanel({ preview, draws, search, onBeginAfter }: Props) {
  return (
    <Loaded query={preview} skeleton={<Waiting heights={[120]} />}>
      {(found) => (
        <div aria-live="polite" className={classes.preview}>
          <Facts
            facts={[
              ['Model version', found.modelVersion],
              ['Predictions in the interval', count(found.epochSize)],
              ['Of these, may measure', count(found.frameSize)],
              ['Flagged or corrected', count(found.flaggedOrCorrected)],
              ['Labels to give', count(Math.min(search.budget ?? usualBudget, found.frameSize))],
            ]}
          />
          {found.frameSize === 0 ? (
            <p className={classes.refusal}>
              Nothing to draw from. Choose a longer interval, or wait for predictions.
            </p>
          ) : null}
          {found.overlaps.length > 0 ? (
            <Overlaps draws={draws} ids={found.overlaps} onBeginAfter={onBeginAfter} />
          ) : null}
          <p className={classes.note}>
            What may not measure is kept for training, by a fixed rule that looks only at the prediction’s id:
            an image that judges a model must never have taught it.
          </p>
        </div>
      )}
    </Loaded>
  )
}

function Overlaps({
  ids,
  draws,
  onBeginAfter,
}: {
  ids: readonly string[]
  draws: readonly Draw[]
  onBeginAfter: (from: string) => void
}) {
  const known = draws.filter(({ id }) => ids.includes(id))
  const end = known
    .map(({ to }) => to)
    .toSorted()
    .at(-1)
  return (
    <div className={classes.refusal}>
      <p>Part of this interval is covered already, and a prediction is judged by one draw only:</p>
      <ul>
        {ids.map((id) => {
          const draw = known.find((candidate) => candidate.id === id)
          return (
            <li key={id}>
              <Link params={{ id }} to="/draws/$id">
                {draw ? <Span from={draw.from} to={draw.to} /> : 'an earlier draw'}
              </Link>
            </li>
          )
        })}
      </ul>
      {end ? (
        <Button onClick={() => onBeginAfter(end)} size="xs" variant="default">
          Begin where it ends
        </Button>
      ) : null}
    </div>
  )
}
