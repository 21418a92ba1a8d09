import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { EmptyState } from '../kit/EmptyState.tsx'
import { counted } from '../kit/format.ts'
import { Icon } from '../kit/Icon.tsx'
import { LinkButton } from '../kit/LinkButton.tsx'
import { Page } from '../kit/Page.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { drawList } from '../kit/queries.ts'
import { Span } from '../kit/Span.tsx'
import { TaskProgress } from '../kit/TaskProgress.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import classes from './ChooseDrawPage.module.css'

/** Which draw? With one open draw there is nothing to choose. */
export function ChooseDrawPage() {
  const list = useInfiniteQuery({ ...drawList({ state: 'open' }), staleTime: 0 })
  const draws = list.data?.pages.flatMap((page) => page.draws)
  const [only] = draws ?? []
  if (only && draws?.length === 1 && !list.isFetching)
    return <Navigate params={{ drawId: only.id }} replace to="/label/$drawId" />
  return (
    <Page title="Label">
      {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting heights={[90, 90]} /> : null}
      {draws?.length === 0 ? (
        <EmptyState
          icon="label"
          next={<LinkButton to="/draws/new">Draw a sample</LinkButton>}
          title="Nothing waits for a label"
        >
          <p>Images come here from a draw. When one is made, this page opens it.</p>
        </EmptyState>
      ) : null}
      <ul className={classes.draws}>
        {draws?.map((draw) => (
          <li className={classes.draw} key={draw.id}>
            <div>
              <Link className={classes.name} params={{ drawId: draw.id }} to="/label/$drawId">
                <Span from={draw.from} to={draw.to} />
              </Link>
              <div className={classes.small}>{draw.modelVersion}</div>
            </div>
            <TaskProgress progress={draw.progress} />
            <span className={classes.left}>
              {counted(draw.progress.waiting + draw.progress.leased, 'image')} left
              <Icon name="next" size={16} />
            </span>
          </li>
        ))}
      </ul>
    </Page>
  )
}
