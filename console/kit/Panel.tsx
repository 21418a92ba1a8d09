import { type ReactNode, useId } from 'react'
import classes from './Panel.module.css'

type Props = { title: string; aside?: ReactNode; className?: string | undefined; children: ReactNode }

/** A headed box: one thought of a page. */
export function Panel({ title, aside, className, children }: Props) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={className ? `${classes.panel} ${className}` : classes.panel}>
      <div className={classes.head}>
        <h2 className={classes.title} id={id}>
          {title}
        </h2>
        {aside ? <div className={classes.aside}>{aside}</div> : null}
      </div>
      {children}
    </section>
  )
}
