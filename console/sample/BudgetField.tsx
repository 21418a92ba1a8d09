import { NumberInput } from '@mantine/core'
import type { DrawPreview } from '#contract/sample.ts'
import { duration } from '../kit/format.ts'
import classes from './NewDrawPage.module.css'
import { roughHalfWidth, usualBudget } from './new-draw-search.ts'

type Props = {
  value: number | undefined
  preview: DrawPreview | undefined
  onChange: (budget: number) => void
}

/** Seconds a person usually spends on one image. */
const secondsEach = 4

/** Labels to spend, with what they cost and roughly buy. */
export function BudgetField({ value = usualBudget, preview, onChange }: Props) {
  const labels = Math.min(value, preview?.frameSize ?? value)
  const points =
    preview && labels > 0 ? (roughHalfWidth(labels, preview.epochSize) * 100).toFixed(0) : undefined
  return (
    <div className={classes.field}>
      <NumberInput
        classNames={{ input: classes.budget ?? '' }}
        label="Labels to spend"
        max={100_000}
        min={1}
        onChange={(next) => typeof next === 'number' && next >= 1 && onChange(Math.round(next))}
        step={50}
        thousandSeparator=","
        value={value}
      />
      {labels > 0 ? (
        <p className={classes.note}>
          About {duration(labels * secondsEach)} of a person’s time.
          {points
            ? ` Rule of thumb at 80% accuracy: plain random labels give ± ${points} points; the recommended design is usually narrower.`
            : ''}
        </p>
      ) : null}
    </div>
  )
}
