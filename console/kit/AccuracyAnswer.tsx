import { Button } from '@mantine/core'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import classes from './AccuracyAnswer.module.css'
import { count, counted, percent, percentRange } from './format.ts'
import { IntervalBar } from './IntervalBar.tsx'
import { LinkButton } from './LinkButton.tsx'
import { NaiveNumber } from './NaiveNumber.tsx'

type Props = { accuracy: AccuracyEstimate; when: string; openDraw?: string | undefined }

/** The answer to “how good is it?”: a number with its interval, or in words why there is none and the next step. */
export function AccuracyAnswer({ accuracy, when, openDraw }: Props) {
  if (accuracy.kind === 'estimate') return <Estimate accuracy={accuracy} when={when} />
  if (accuracy.kind === 'not-enough-labels') return <NotEnough accuracy={accuracy} openDraw={openDraw} />
  return <NoDraw predictions={accuracy.basis.predictions} when={when} />
}

function Estimate({
  accuracy,
  when,
}: {
  accuracy: Extract<AccuracyEstimate, { kind: 'estimate' }>
  when: string
}) {
  const { estimate, interval, labels, naive, basis } = accuracy
  return (
    <div className={classes.answer}>
      <div className={classes.head}>
        <span className={classes.number}>{percent(estimate)}</span>
        <span className={classes.interval}>
          {percent(interval.level, 0)} interval {percentRange(interval.low, interval.high)}
        </span>
      </div>
      <IntervalBar estimate={estimate} high={interval.high} low={interval.low} naive={naive.estimate} scale />
      <p className={classes.basis}>
        {counted(labels, 'label')} from {counted(basis.draws.filter(({ used }) => used > 0).length, 'draw')}{' '}
        speak about {basis.covered >= basis.predictions ? 'all ' : `${count(basis.covered)} of `}
        {counted(basis.predictions, 'prediction')} {when}.
      </p>
      <NaiveNumber naive={naive} />
    </div>
  )
}

type NotEnoughProps = {
  accuracy: Extract<AccuracyEstimate, { kind: 'not-enough-labels' }>
  openDraw?: string | undefined
}

function NotEnough({ accuracy, openDraw }: NotEnoughProps) {
  const { labels, labelsStillNeeded, naive, basis } = accuracy
  const draw = openDraw ?? basis.draws.find(({ drawn, finished }) => finished < drawn)?.id
  return (
    <div className={classes.answer}>
      <p className={classes.words}>
        Not enough labels ({count(labels)} of {count(labels + labelsStillNeeded)})
      </p>
      <p className={classes.basis}>
        An interval from fewer would not hold what it promises. {counted(labelsStillNeeded, 'more label')} and
        the number stands here.
      </p>
      <div className={classes.next}>
        {draw ? (
          <LinkButton params={{ drawId: draw }} to="/label/$drawId">
            Label {counted(labelsStillNeeded, 'more image')}
          </LinkButton>
        ) : (
          <LinkButton to="/draws/new">Draw a sample</LinkButton>
        )}
      </div>
      {naive ? <NaiveNumber naive={naive} /> : null}
    </div>
  )
}

function NoDraw({ predictions, when }: { predictions: number; when: string }) {
  if (predictions === 0)
    return (
      <div className={classes.answer}>
        <p className={classes.words}>No predictions {when}</p>
        <p className={classes.basis}>
          There is nothing to judge. Choose a longer window, or make the first prediction.
        </p>
        <div className={classes.next}>
          <Button component="a" href="/" variant="default">
            Upload a photo
          </Button>
        </div>
      </div>
    )
  return (
    <div className={classes.answer}>
      <p className={classes.words}>Nobody has looked yet</p>
      <p className={classes.basis}>
        {counted(predictions, 'prediction')} {when}, and no draw covers them. A random sample of a hundred,
        labelled by a person, tells how good they were.
      </p>
      <div className={classes.next}>
        <LinkButton to="/draws/new">Draw a sample</LinkButton>
      </div>
    </div>
  )
}
