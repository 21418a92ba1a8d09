import type { CaptureHealth } from '#contract/overview.ts'
import { Facts } from '../kit/Facts.tsx'
import { count, duration } from '../kit/format.ts'
import { Mark } from '../kit/Mark.tsx'
import { Panel } from '../kit/Panel.tsx'
import classes from './CapturePanel.module.css'

/** Between the answer and the index: is anything waiting, is anything lost? */
export function CapturePanel({ capture }: { capture: CaptureHealth }) {
  return (
    <Panel aside={<State capture={capture} />} title="Capture">
      {capture.state === 'keeping-up' ? null : (
        <p className={classes.what}>
          {capture.problem ? `${capture.problem} ` : ''}
          {capture.state === 'behind'
            ? 'Predictions go on and wait on the server’s disk until the store and the database are back; '
            : 'Predictions are answered but not kept: make room on the server’s disk; '}
          <a href="/health/ready">see which part is away</a>.
        </p>
      )}
      <Facts
        facts={[
          ['On disk, not yet in the index', count(capture.pending)],
          ['Oldest of them', capture.pending === 0 ? 'none' : duration(capture.oldestPendingSeconds)],
          ['Answered but not kept', count(capture.dropped)],
          ['Set aside: the log says why', capture.setAside === 0 ? undefined : count(capture.setAside)],
        ]}
      />
    </Panel>
  )
}

function State({ capture }: { capture: CaptureHealth }) {
  if (capture.state === 'losing')
    return (
      <Mark icon="alert" meaning="bad">
        losing predictions
      </Mark>
    )
  if (capture.state === 'behind')
    return (
      <Mark icon="alert" meaning="bad">
        behind
      </Mark>
    )
  return (
    <Mark icon="check" meaning="good">
      keeping up
    </Mark>
  )
}
