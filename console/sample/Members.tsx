import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '#contract/api.ts'
import type { DrawMember } from '#contract/sample.ts'
import { DataTable } from '../kit/DataTable.tsx'
import { count, oneIn, percent, shortId } from '../kit/format.ts'
import { Panel } from '../kit/Panel.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import { reasonWords, stratumNames } from './design-words.ts'
import { drawMembers } from './draw-queries.ts'
import classes from './Members.module.css'

/** Everything that was chosen, with its chance of being chosen. */
export function Members({ id }: { id: string }) {
  const list = useInfiniteQuery(drawMembers(id))
  const members = list.data?.pages.flatMap((page) => page.members) ?? []
  return (
    <Panel
      aside="in the order in which they are labelled"
      className={classes.panel}
      title="Chosen predictions"
    >
      {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting heights={[160]} /> : null}
      {members.length > 0 ? (
        <DataTable
          caption="Chosen predictions with their inclusion probabilities"
          head={['Prediction', 'Stratum', 'Why', 'Inclusion probability', 'Place']}
          right={[3, 4]}
          rows={members.map(cells)}
        />
      ) : null}
      {list.hasNextPage ? (
        <Button
          className={classes.more}
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
          size="xs"
          variant="default"
        >
          Show more
        </Button>
      ) : null}
    </Panel>
  )
}

function cells(member: DrawMember) {
  return [
    <Link
      className={classes.link}
      key="link"
      params={{ id: member.predictionId }}
      preload={false}
      to="/predictions/$id"
    >
      <img
        alt=""
        className={classes.thumbnail}
        height={36}
        loading="lazy"
        src={api.predictionThumbnail(member.predictionId)}
        width={36}
      />
      <code>{shortId(member.predictionId)}</code>
    </Link>,
    stratumNames[member.stratum],
    member.reasons.map((reason) => reasonWords[reason]).join(', '),
    `${percent(member.inclusionProbability)} (${oneIn(member.inclusionProbability)})`,
    count(member.position + 1),
  ]
}
