import type { ReactNode } from 'react'
import classes from './Page.module.css'
import { usePageTitle } from './use-page-title.ts'

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; wide?: boolean; children: ReactNode }

/** The frame of every page: one heading, which is the tab’s title as well. */
export function Page({ title, lead, actions, wide = false, children }: Props) {
  usePageTitle(title)
  return (
    <div className={wide ? `${classes.page} ${classes.wide}` : classes.page}>
      <header className={classes.head}>
        <div className={classes.words}>
          <h1 className={classes.title}>{title}</h1>
          {lead ? <p className={classes.lead}>{lead}</p> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </header>
      {children}
    </div>
  )
}
