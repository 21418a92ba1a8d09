import { Slider } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { counted } from '../kit/format.ts'
import { Icon } from '../kit/Icon.tsx'
import { Page } from '../kit/Page.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { WindowPicker } from '../kit/WindowPicker.tsx'
import { Facets } from './Facets.tsx'
import { FilterChips } from './FilterChips.tsx'
import { NothingFound } from './NothingFound.tsx'
import { PredictionGrid } from './PredictionGrid.tsx'
import classes from './PredictionsPage.module.css'
import { listWindow, predictionFacets, predictionList } from './prediction-queries.ts'
import { filterOf, type PredictionSearch, tileSizes } from './prediction-search.ts'

const route = getRouteApi('/shell/predictions')

/** What did we serve? */
export function PredictionsPage() {
  const search: PredictionSearch = route.useSearch()
  const navigate = route.useNavigate()
  const show = (next: PredictionSearch) => void navigate({ search: next, replace: true })
  const list = useInfiniteQuery(predictionList(search))
  const facets = useQuery(predictionFacets(search))
  const rows = list.data?.pages.flatMap((page) => page.predictions) ?? []
  const nothing = list.isSuccess && rows.length === 0
  const filtered =
    Object.keys(filterOf(search)).length > 0 ||
    search.window !== undefined ||
    Boolean(search.from ?? search.to)
  return (
    <Page
      actions={
        <WindowPicker
          fallback={listWindow}
          onChange={(window) => {
            const { window: _window, from: _from, to: _to, ...rest } = search
            show({ ...rest, ...window })
          }}
          value={search}
        />
      }
      title="Predictions"
      wide
    >
      {nothing && !filtered ? (
        <NothingFound onClear={undefined} />
      ) : (
        <div className={classes.layout}>
          <Facets facets={facets.data} onChange={show} search={search} />
          <div>
            <div className={classes.bar}>
              <span className={classes.total} role="status">
                {facets.data ? counted(facets.data.total, 'prediction') : 'Counting'}
              </span>
              <FilterChips onChange={show} search={search} />
              <div className={classes.size}>
                <Icon name="predictions" size={15} />
                <div>
                  <Slider
                    label={null}
                    max={tileSizes.most}
                    min={tileSizes.least}
                    onChange={(size) => show({ ...search, size })}
                    size="xs"
                    step={8}
                    thumbLabel="Size of the images"
                    value={search.size ?? tileSizes.usual}
                  />
                </div>
              </div>
            </div>
            {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
            {nothing ? <NothingFound onClear={() => show({})} /> : null}
            <PredictionGrid
              loading={list.isPending}
              more={list.hasNextPage}
              onMore={() => void (list.isFetchingNextPage || list.fetchNextPage())}
              rows={rows}
              search={search}
              size={search.size ?? tileSizes.usual}
            />
          </div>
        </div>
      )}
    </Page>
  )
}
