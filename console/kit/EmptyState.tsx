import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'

type Props = { icon: IconName; title: string; children: ReactNode; next?: ReactNode; snug?: boolean }

/** Says what will appear here, and offers the next step. */
export function EmptyState({ icon, title, children, next, snug = false }: Props) {
  return (
    <div className={snug ? `${classes.empty} ${classes.snug}` : classes.empty}>
      <Icon className={classes.icon} name={icon} size={snug ? 28 : 36} />
      <h2 className={classes.title}>{title}</h2>
      <div className={classes.text}>{children}</div>
      {next ? <div className={classes.next}>{next}</div> : null}
    </div>
  )
}
