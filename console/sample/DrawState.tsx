import type { Draw } from '#contract/sample.ts'
import { Mark } from '../kit/Mark.tsx'

export function DrawState({ state }: { state: Draw['state'] }) {
  if (state === 'open')
    return (
      <Mark icon="wait" meaning="accent">
        open
      </Mark>
    )
  if (state === 'done')
    return (
      <Mark icon="check" meaning="good">
        done
      </Mark>
    )
  return <Mark icon="cross">withdrawn</Mark>
}
