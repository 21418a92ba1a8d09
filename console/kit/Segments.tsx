import classes from './Segments.module.css'

type Props<V extends string> = {
  label: string
  options: readonly (readonly [value: V, name: string])[]
  value: V | undefined
  onChange: (value: V) => void
}

/** One of a few, all in sight. */
export function Segments<V extends string>({ label, options, value, onChange }: Props<V>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div aria-label={label} className={classes.segments} role="group">
      {options.map(([option, name]) => (
        <button
          aria-pressed={option === value}
          className={classes.segment}
          key={option}
          onClick={() => onChange(option)}
          type="button"
        >
          {name}
        </button>
      ))}
    </div>
  )
}
