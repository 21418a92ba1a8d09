import classes from './InstantInput.module.css'
import { fromLocalInput, toLocalInput } from './local-input.ts'

type Props = { label: string; value: string | undefined; onChange: (instant: string | undefined) => void }

/** The browser’s own date and time field: in the viewer’s zone, UTC underneath. */
export function InstantInput({ label, value, onChange }: Props) {
  return (
    <input
      aria-label={label}
      className={classes.input}
      defaultValue={value ? toLocalInput(value) : ''}
      key={value}
      onBlur={(event) => {
        const instant = fromLocalInput(event.currentTarget.value)
        if (instant !== value && event.currentTarget.value !== (value ? toLocalInput(value) : ''))
          onChange(instant)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
      }}
      type="datetime-local"
    />
  )
}
