import { Button } from '@mantine/core'
import { EmptyState } from './EmptyState.tsx'

/** A server that has served nothing yet: the one beginning that every page shares. */
export function FirstPrediction() {
  return (
    <EmptyState
      icon="image"
      next={
        <Button component="a" href="/">
          Upload a photo
        </Button>
      }
      title="No predictions yet"
    >
      <p>
        Each image that the model answers appears here within a second. Upload one, or run{' '}
        <code>npm run demo</code> for a few hundred.
      </p>
    </EmptyState>
  )
}
