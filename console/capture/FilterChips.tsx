import { Icon } from '../kit/Icon.tsx'
import classes from './FilterChips.module.css'
import { filterChips, type PredictionSearch, without } from './prediction-search.ts'

type Props = { search: PredictionSearch; onChange: (search: PredictionSearch) => void }

export function FilterChips({ search, onChange }: Props) {
  const chips = filterChips(search)
  if (chips.length === 0) return null
  return (
    <div className={classes.chips}>
      {chips.map(({ words, names }) => (
        <button
          aria-label={`Remove filter: ${words}`}
          className={classes.chip}
          key={words}
          onClick={() => onChange(without(search, names))}
          type="button"
        >
          {words}
          <Icon name="cross" size={12} />
        </button>
      ))}
      <button
        className={classes.clear}
        onClick={() =>
          onChange(
            without(
              search,
              chips.flatMap(({ names }) => names),
            ),
          )
        }
        type="button"
      >
        Clear all
      </button>
    </div>
  )
}
