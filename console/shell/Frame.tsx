import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef } from 'react'
import classes from './Frame.module.css'
import { Rail } from './Rail.tsx'
import { RailFoot } from './RailFoot.tsx'

/** The rail with a page beside it. */
export function Frame({ children }: { children: ReactNode }) {
  const main = useFocusOnNewPage()
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        Skip to the page
      </a>
      <Rail />
      <main className={classes.main} id="main" ref={main} tabIndex={-1}>
        {children}
        <div className={classes.foot}>
          <RailFoot />
        </div>
      </main>
    </div>
  )
}

/** A link inside the console changes the page without a load: the keyboard and a screen reader must follow. */
function useFocusOnNewPage() {
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return main
}
