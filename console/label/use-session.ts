import { useEffect, useState } from 'react'
import { openSession } from './open-session.ts'
import type { LabelSession } from './session.ts'

/** Opened with the page, closed with it: also when the tab closes or the phone puts it to sleep for good. */
export function useSession(drawId: string, annotator: string): LabelSession | undefined {
  const [session, setSession] = useState<LabelSession>()
  useEffect(() => {
    const opened = openSession(drawId, annotator)
    const leave = () => opened.stop()
    const comeBack = (event: PageTransitionEvent) => {
      if (event.persisted) opened.start()
    }
    opened.start()
    setSession(opened)
    window.addEventListener('pagehide', leave)
    window.addEventListener('pageshow', comeBack)
    return () => {
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('pageshow', comeBack)
      leave()
    }
  }, [drawId, annotator])
  return session
}
