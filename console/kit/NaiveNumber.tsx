import type { NaiveAccuracy } from '#contract/evaluate.ts'
import { count, percent } from './format.ts'
import { Mark } from './Mark.tsx'
import classes from './NaiveNumber.module.css'

/** The number that people would compute by hand: shown only here, struck, with the reason. */
export function NaiveNumber({ naive }: { naive: NaiveAccuracy }) {
  return (
    <p className={classes.naive}>
      <s className={classes.struck}>{percent(naive.estimate)}</s>
      <Mark icon="alert" meaning="attention">
        biased
      </Mark>{' '}
      The naive number, {count(naive.right)} right of {count(naive.labels)} labels. {naive.why}
    </p>
  )
}
