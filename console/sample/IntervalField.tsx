import { InstantInput } from '../kit/InstantInput.tsx'
import { Segments } from '../kit/Segments.tsx'
import classes from './NewDrawPage.module.css'
import { type NewDrawSearch, proposedInterval } from './new-draw-search.ts'

type Props = {
  interval: { from: string; to: string }
  lastEnd: string | undefined
  now: Date
  onChange: (part: NewDrawSearch) => void
}

const spans = [
  ['last-draw', 'Since the last draw'],
  ['1', '24 hours'],
  ['7', '7 days'],
  ['30', '30 days'],
] as const

/** Which predictions: an interval of answer times. */
export function IntervalField({ interval, lastEnd, now, onChange }: Props) {
  const choices = spans.filter(([value]) => value !== 'last-draw' || lastEnd !== undefined)
  const fromOf = (value: string) => {
    const proposed = proposedInterval(value === 'last-draw' ? lastEnd : undefined, now)
    if (value === 'last-draw') return proposed
    return { ...proposed, from: new Date(Date.parse(proposed.to) - Number(value) * 86_400_000).toISOString() }
  }
  const chosen = choices.find(
    ([value]) => fromOf(value).from === interval.from && fromOf(value).to === interval.to,
  )
  return (
    <fieldset className={classes.field}>
      <legend className={classes.legend}>Predictions answered</legend>
      <Segments
        label="Interval"
        onChange={(value) => onChange(fromOf(value))}
        options={choices}
        value={chosen?.[0]}
      />
      <div className={classes.row}>
        <InstantInput label="From" onChange={(from) => from && onChange({ from })} value={interval.from} />
        <span>to</span>
        <InstantInput label="To" onChange={(to) => to && onChange({ to })} value={interval.to} />
      </div>
    </fieldset>
  )
}
