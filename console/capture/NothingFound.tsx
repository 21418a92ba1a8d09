import { Button } from '@mantine/core'
import { EmptyState } from '../kit/EmptyState.tsx'
import { FirstPrediction } from '../kit/FirstPrediction.tsx'

/** Nothing at all yet, or nothing under these filters: two different next steps. */
export function NothingFound({ onClear }: { onClear: (() => void) | undefined }) {
  if (!onClear) return <FirstPrediction />
  return (
    <EmptyState
      icon="predictions"
      next={
        <Button onClick={onClear} variant="default">
          Clear filters and window
        </Button>
      }
      title="No prediction passes these filters"
    >
      <p>Take one away, or choose a longer time window.</p>
    </EmptyState>
  )
}
