import { EmptyState } from '../kit/EmptyState.tsx'
import { LinkButton } from '../kit/LinkButton.tsx'
import { Page } from '../kit/Page.tsx'
import { Frame } from './Frame.tsx'

export function NotFoundPage() {
  return (
    <Frame>
      <Page title="No such page">
        <EmptyState
          icon="help"
          next={<LinkButton to="/">Go to the overview</LinkButton>}
          title="Nothing lives at this address"
        >
          <p>The link may be mistyped, or what it pointed at has another address now.</p>
        </EmptyState>
      </Page>
    </Frame>
  )
}
