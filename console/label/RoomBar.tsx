import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Draw } from '#contract/sample.ts'
import { count, counted } from '../kit/format.ts'
import { Icon } from '../kit/Icon.tsx'
import classes from './RoomBar.module.css'
import type { SessionView } from './session.ts'

type Props = { draw: Draw; annotator: string; view: SessionView; onHelp: () => void; onOtherName: () => void }

/** One line: the way out, how far, how fast, and whether answers wait. */
export function RoomBar({ draw, annotator, view, onHelp, onOtherName }: Props) {
  const tasks = view.progress?.tasks ?? draw.progress.tasks
  const stuck = useLasting(view.waiting > 0, 1200)
  return (
    <header className={classes.bar}>
      <Link aria-label="Back to the draw" className={classes.leave} params={{ id: draw.id }} to="/draws/$id">
        <Icon name="previous" size={18} />
        <span>Draw</span>
      </Link>
      <div className={classes.progress}>
        <div
          aria-label="Progress of the draw"
          aria-valuemax={tasks}
          aria-valuemin={0}
          aria-valuenow={view.finished}
          className={classes.track}
          role="progressbar"
        >
          <div
            className={classes.done}
            style={{ width: `${tasks === 0 ? 0 : (view.finished / tasks) * 100}%` }}
          />
        </div>
        <span className={classes.count}>
          {count(view.finished)} of {count(tasks)}
        </span>
        {view.labelsPerHour === undefined ? null : (
          <span className={classes.rate}>{count(view.labelsPerHour)} an hour</span>
        )}
      </div>
      {stuck && view.waiting > 0 ? (
        <span className={classes.queue} role="status">
          {counted(view.waiting, 'answer')} waiting for the server
        </span>
      ) : null}
      <button className={classes.name} onClick={onOtherName} title="Another person labels" type="button">
        {annotator}
      </button>
      <button
        aria-keyshortcuts="h"
        aria-label="Help"
        className={classes.help}
        onClick={onHelp}
        title="Help (h)"
        type="button"
      >
        <Icon name="help" size={20} />
      </button>
    </header>
  )
}

/** True once the state has lasted: an answer that is saved within a second is no news. */
function useLasting(state: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!state) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), milliseconds)
    return () => clearTimeout(timer)
  }, [state, milliseconds])
  return lasting
}
