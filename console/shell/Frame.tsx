import type { ReactNode } from 'react'
import classes from './Frame.module.css'
import { Rail } from './Rail.tsx'
import { RailFoot } from './RailFoot.tsx'

/** The rail with a page beside it. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <Rail />
      <main className={classes.main} id="main" tabIndex={-1}>
        {children}
        <div className={classes.foot}>
          <RailFoot />
        </div>
      </main>
    </div>
  )
}
