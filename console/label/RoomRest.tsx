import { Button } from '@mantine/core'
import type { Draw } from '#contract/sample.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { count, counted } from '../kit/format.ts'
import { LinkButton } from '../kit/LinkButton.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { ProblemError } from '../kit/problem.ts'
import { Waiting } from '../kit/Waiting.tsx'
import classes from './RoomRest.module.css'
import type { SessionView } from './session.ts'

type Props = { view: SessionView; draw: Draw; onRetry: () => void; onUndo: () => void }

/** What stands in the middle while there is no image to judge. */
export function RoomRest(props: Props) {
  return (
    <div className={classes.rest}>
      <Rest {...props} />
    </div>
  )
}

function Rest({ view, draw, onRetry, onUndo }: Props) {
  const undo =
    view.undoable > 0 ? (
      <Button onClick={onUndo} variant="default">
        Undo the last answer
      </Button>
    ) : null
  if (view.phase === 'problem' && view.problem)
    return (
      <ProblemNotice error={new ProblemError(view.problem)} onRetry={onRetry}>
        {view.waiting > 0 ? (
          <p>{counted(view.waiting, 'answer')} wait in this browser and are sent by themselves.</p>
        ) : null}
      </ProblemNotice>
    )
  if (view.phase === 'saving')
    return (
      <EmptyState icon="wait" next={undo} title="Saving the last answers">
        <p>{counted(view.waiting, 'answer')} waiting for the server.</p>
      </EmptyState>
    )
  if (view.phase === 'others')
    return (
      <EmptyState icon="wait" next={undo} title="The last images are on other screens">
        <p>Other annotators hold them. Whatever they leave comes here by itself.</p>
      </EmptyState>
    )
  if (view.phase === 'done')
    return (
      <EmptyState
        icon="check"
        next={
          <>
            <LinkButton params={{ id: draw.id }} to="/draws/$id">
              See the estimate
            </LinkButton>
            {undo}
          </>
        }
        title={`All ${count(view.progress?.tasks ?? draw.progress.tasks)} labelled`}
      >
        <p>Thank you. The estimate has your answers already.</p>
      </EmptyState>
    )
  return <Waiting heights={[260]} />
}
