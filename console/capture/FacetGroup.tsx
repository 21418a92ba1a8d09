import { count as inWords } from '../kit/format.ts'
import classes from './FacetGroup.module.css'

export type FacetChoice = { name: string; count: number; chosen: boolean; onToggle: () => void }

export function FacetGroup({ title, choices }: { title: string; choices: readonly FacetChoice[] }) {
  if (choices.length === 0) return null
  const most = Math.max(1, ...choices.map(({ count }) => count))
  return (
    <section aria-label={title} className={classes.group}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.choices}>
        {choices.map(({ name, count, chosen, onToggle }) => (
          <li key={name}>
            <button
              aria-pressed={chosen}
              className={classes.choice}
              onClick={onToggle}
              title={name}
              type="button"
            >
              <span className={classes.share} style={{ width: `${(count / most) * 100}%` }} />
              <span className={classes.name}>{name}</span>
              <span className={classes.count}>{inWords(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
