import { Link } from '@tanstack/react-router'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { Draw } from '#contract/sample.ts'
import { accuracyInWords } from '../kit/format-accuracy.ts'
import { IntervalBar } from '../kit/IntervalBar.tsx'
import { LinkButton } from '../kit/LinkButton.tsx'
import { Span } from '../kit/Span.tsx'
import { TaskProgress } from '../kit/TaskProgress.tsx'
import { DrawState } from './DrawState.tsx'
import classes from './DrawsPage.module.css'
import { designNames } from './design-words.ts'

export function DrawItem({ draw, accuracy }: { draw: Draw; accuracy: AccuracyEstimate | undefined }) {
  const withdrawn = draw.state === 'withdrawn'
  return (
    <li className={classes.draw}>
      <div>
        <Link className={classes.name} params={{ id: draw.id }} to="/draws/$id">
          <Span from={draw.from} to={draw.to} />
        </Link>
        <div className={classes.small}>
          {designNames[draw.design]} · {draw.modelVersion}
        </div>
      </div>
      {withdrawn ? <span /> : <TaskProgress progress={draw.progress} />}
      <div className={classes.accuracy}>
        {accuracy && !withdrawn ? (
          <>
            {accuracy.kind === 'estimate' ? (
              <IntervalBar
                estimate={accuracy.estimate}
                high={accuracy.interval.high}
                low={accuracy.interval.low}
              />
            ) : null}
            <span className={classes.small}>{accuracyInWords(accuracy)}</span>
          </>
        ) : null}
      </div>
      <div className={classes.next}>
        {draw.state === 'open' ? (
          <LinkButton params={{ drawId: draw.id }} size="xs" to="/label/$drawId" variant="light">
            Label these
          </LinkButton>
        ) : (
          <DrawState state={draw.state} />
        )}
      </div>
    </li>
  )
}
