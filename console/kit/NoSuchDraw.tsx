import { EmptyState } from './EmptyState.tsx'
import { LinkButton } from './LinkButton.tsx'

/** On every page that a draw’s id leads to. */
export function NoSuchDraw() {
  return (
    <EmptyState
      icon="draws"
      next={<LinkButton to="/draws">All draws</LinkButton>}
      title="No draw has this id"
    >
      <p>The link may be mistyped, or lead to the data of another server.</p>
    </EmptyState>
  )
}
