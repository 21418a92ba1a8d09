import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Icon } from '../kit/Icon.tsx'
import { LinkButton } from '../kit/LinkButton.tsx'
import { Page } from '../kit/Page.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { drawList } from '../kit/queries.ts'
import { Waiting } from '../kit/Waiting.tsx'
import { DrawItem } from './DrawItem.tsx'
import classes from './DrawsPage.module.css'
import { accuracyByDraw } from './draw-queries.ts'

/** What are people labelling, and what does it tell us? */
export function DrawsPage() {
  const list = useInfiniteQuery({ ...drawList(), refetchInterval: 15_000 })
  const accuracy = useQuery(accuracyByDraw)
  const draws = list.data?.pages.flatMap((page) => page.draws)
  const newDraw = (
    <LinkButton leftSection={<Icon name="plus" size={16} />} to="/draws/new">
      New draw
    </LinkButton>
  )
  return (
    <Page
      actions={draws && draws.length > 0 ? newDraw : null}
      lead="A draw chooses predictions by chance and keeps each one’s chance, so that a few labels speak for all."
      title="Draws"
    >
      {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting heights={[78, 78, 78]} /> : null}
      {draws?.length === 0 ? (
        <EmptyState icon="draws" next={newDraw} title="No draws yet">
          <p>
            Draw a hundred predictions, label them in ten minutes, and know how good the model is, with an
            interval.
          </p>
        </EmptyState>
      ) : null}
      <ul className={classes.list}>
        {draws?.map((draw) => (
          <DrawItem accuracy={accuracy.data?.get(draw.id)} draw={draw} key={draw.id} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          className={classes.more}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          variant="default"
        >
          Earlier draws
        </Button>
      ) : null}
    </Page>
  )
}
