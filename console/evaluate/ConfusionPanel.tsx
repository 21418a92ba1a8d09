import type { ConfusionEstimate } from '#contract/evaluate.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { counted } from '../kit/format.ts'
import { notEnough } from '../kit/format-accuracy.ts'
import { Panel } from '../kit/Panel.tsx'
import type { WindowSearch } from '../kit/window.ts'
import classes from './ConfusionPanel.module.css'
import { ConfusionTable } from './ConfusionTable.tsx'
import { Method } from './Method.tsx'

export function ConfusionPanel({ estimate, window }: { estimate: ConfusionEstimate; window: WindowSearch }) {
  if (estimate.kind === 'no-draw') return null
  return (
    <Panel
      aside={
        estimate.kind === 'estimate'
          ? `${counted(estimate.labels, 'label')}; open a cell to see its images`
          : null
      }
      title="Which classes are mixed up"
    >
      {estimate.kind === 'not-enough-labels' ? (
        <EmptyState icon="evaluate" snug title={`The matrix waits: ${notEnough(estimate)}`}>
          <p>With more labels, each cell shows how often one class is taken for another.</p>
        </EmptyState>
      ) : (
        <>
          <ConfusionTable estimate={estimate} window={window} />
          <p className={classes.method}>
            Method: <Method page={estimate.basis.method} />
          </p>
        </>
      )}
    </Panel>
  )
}
