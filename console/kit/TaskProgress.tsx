import type { TaskCounts } from '#contract/sample.ts'
import { count } from './format.ts'
import classes from './TaskProgress.module.css'

/** Labelled, without an answer (striped) and still waiting: as a bar and in words. */
export function TaskProgress({ progress, words = true }: { progress: TaskCounts; words?: boolean }) {
  const { tasks, labelled, skipped, cannotTell } = progress
  const without = skipped + cannotTell
  const share = (part: number) => `${tasks === 0 ? 0 : (part / tasks) * 100}%`
  const sentence = `${count(labelled)} of ${count(tasks)} labelled${without > 0 ? `, ${count(without)} without an answer` : ''}`
  return (
    <div>
      <div aria-label={sentence} className={classes.bar} role="img">
        <span className={classes.labelled} style={{ width: share(labelled) }} />
        <span className={classes.without} style={{ width: share(without) }} />
      </div>
      {words ? <div className={classes.words}>{sentence}</div> : null}
    </div>
  )
}
