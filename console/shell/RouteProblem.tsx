import { Page } from '../kit/Page.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'

/** The boundary of every page: a fault in one leaves the rail and the other pages standing. */
export function RouteProblem({ error }: { error: unknown }) {
  return (
    <Page title="This page met a fault">
      <ProblemNotice error={error} onRetry={() => window.location.reload()} />
    </Page>
  )
}
