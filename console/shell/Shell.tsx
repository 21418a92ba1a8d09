import { Outlet } from '@tanstack/react-router'
import { Rail } from './Rail.tsx'
import { RailFoot } from './RailFoot.tsx'
import classes from './Shell.module.css'

export function Shell() {
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <Rail />
      <main className={classes.main} id="main" tabIndex={-1}>
        <Outlet />
        <div className={classes.foot}>
          <RailFoot />
        </div>
      </main>
    </div>
  )
}
