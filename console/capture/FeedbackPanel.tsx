import { Button, NativeSelect } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { Feedback, PredictionDetail } from '#contract/capture.ts'
import { Icon } from '../kit/Icon.tsx'
import { Mark } from '../kit/Mark.tsx'
import classes from './FeedbackPanel.module.css'
import { undoOf, useFeedback } from './feedback.ts'

/** Flag and correct, each with a way back. */
export function FeedbackPanel({ prediction }: { prediction: PredictionDetail }) {
  const { id, flagged, correctedClass } = prediction
  const feedback = useFeedback(id)
  const say = (said: Feedback, words: string) => {
    const undo = undoOf(said, { flagged, ...(correctedClass === undefined ? {} : { correctedClass }) })
    feedback.mutate(said, { onSuccess: () => offerUndo(words, () => feedback.mutate(undo)) })
  }
  return (
    <>
      <div className={`${classes.row} ${classes.state}`}>
        {flagged ? (
          <Mark icon="flag" meaning="attention">
            flagged as wrong
          </Mark>
        ) : null}
        {correctedClass === undefined ? null : (
          <Mark icon="correct" meaning="attention">
            corrected to {correctedClass}
          </Mark>
        )}
        {!flagged && correctedClass === undefined ? <Mark>nobody has complained</Mark> : null}
      </div>
      <div className={classes.row}>
        <Button
          disabled={feedback.isPending}
          leftSection={<Icon name="flag" size={16} />}
          onClick={() =>
            flagged ? say({ kind: 'unflag' }, 'Flag removed') : say({ kind: 'flag' }, 'Flagged')
          }
          variant="default"
        >
          {flagged ? 'Remove flag' : 'Flag as wrong'}
        </Button>
        <NativeSelect
          aria-label="Correct the class"
          data={[
            { value: '', label: 'Correct the class' },
            ...prediction.probabilities.map((entry) => ({ value: entry.class, label: entry.class })),
          ]}
          disabled={feedback.isPending}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            if (chosen === '') say({ kind: 'uncorrect' }, 'Correction removed')
            else say({ kind: 'correct', class: chosen }, `Corrected to ${chosen}`)
          }}
          value={correctedClass ?? ''}
        />
      </div>
      <p className={classes.note}>
        Feedback points at doubtful predictions; it is no label. A draw decides which of them a person judges.
      </p>
    </>
  )
}

function offerUndo(words: string, undo: () => void): void {
  const shown = notifications.show({
    title: words,
    message: (
      <Button
        leftSection={<Icon name="undo" size={14} />}
        onClick={() => {
          notifications.hide(shown)
          undo()
        }}
        size="compact-xs"
        variant="subtle"
      >
        Undo
      </Button>
    ),
  })
}
