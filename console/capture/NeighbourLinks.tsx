import { useHotkeys } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { PredictionDetail } from '#contract/capture.ts'
import { Icon } from '../kit/Icon.tsx'
import { LinkButton } from '../kit/LinkButton.tsx'
import { neighbours } from './prediction-queries.ts'

const route = getRouteApi('/shell/predictions/$id')

/** Through the list that led here, newest first; the arrow keys do the same. */
export function NeighbourLinks({ row }: { row: PredictionDetail }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data } = useQuery(neighbours(search, row))
  const go = (id: string | undefined) => {
    if (id) void navigate({ to: '/predictions/$id', params: { id }, search })
  }
  useHotkeys([
    ['ArrowLeft', () => go(data?.newer)],
    ['ArrowRight', () => go(data?.older)],
  ])
  return (
    <>
      <LinkButton
        leftSection={<Icon name="predictions" size={15} />}
        search={search}
        size="xs"
        to="/predictions"
        variant="default"
      >
        List
      </LinkButton>
      <Neighbour id={data?.newer} name="Newer" />
      <Neighbour id={data?.older} name="Older" />
    </>
  )
}

function Neighbour({ id, name }: { id: string | undefined; name: 'Newer' | 'Older' }) {
  const search = route.useSearch()
  const icon = <Icon name={name === 'Newer' ? 'previous' : 'next'} size={15} />
  return (
    <LinkButton
      disabled={id === undefined}
      params={{ id: id ?? '' }}
      search={search}
      size="xs"
      to="/predictions/$id"
      variant="default"
      {...(name === 'Newer' ? { leftSection: icon } : { rightSection: icon })}
    >
      {name}
    </LinkButton>
  )
}
