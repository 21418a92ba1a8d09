import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { PredictionFacets, PredictionPage, PredictionRow } from '#contract/capture.ts'
import { getJson } from '../kit/request.ts'
import { type Instants, resolveWindow, windowOnly } from '../kit/window.ts'
import { filterOf, type PredictionSearch } from './prediction-search.ts'

export const listWindow = 'all'

type PageParam = { cursor?: string | undefined; window?: Instants }

/** Later pages keep the instants of the first: a cursor belongs to one list. */
export const predictionList = (search: PredictionSearch) =>
  infiniteQueryOptions({
    queryKey: ['predictions', 'list', windowOnly(search), filterOf(search)],
    queryFn: async ({ pageParam, signal }) => {
      const window = pageParam.window ?? resolveWindow(search, listWindow, new Date())
      const query = { ...filterOf(search), ...window, limit: 100, cursor: pageParam.cursor }
      return { ...(await getJson<PredictionPage>(api.predictions, query, signal)), window }
    },
    initialPageParam: {} as PageParam,
    getNextPageParam: ({ nextCursor, window }): PageParam | undefined =>
      nextCursor === undefined ? undefined : { cursor: nextCursor, window },
  })

export const predictionFacets = (search: PredictionSearch) =>
  queryOptions({
    queryKey: ['predictions', 'facets', windowOnly(search), filterOf(search)],
    queryFn: ({ signal }) => {
      const query = { ...filterOf(search), ...resolveWindow(search, listWindow, new Date()) }
      return getJson<PredictionFacets>(api.predictionFacets, query, signal)
    },
    placeholderData: (before) => before,
  })

export type Neighbours = { newer?: string; older?: string }

/** The predictions right before and after one, under the list’s filters: two requests of three rows. */
export const neighbours = (search: PredictionSearch, row: Pick<PredictionRow, 'id' | 'answeredAt'>) =>
  queryOptions({
    queryKey: ['predictions', 'neighbours', windowOnly(search), filterOf(search), row.id],
    queryFn: async ({ signal }): Promise<Neighbours> => {
      const list = { ...filterOf(search), ...resolveWindow(search, listWindow, new Date()), limit: 3 }
      const after = new Date(Date.parse(row.answeredAt) + 1).toISOString()
      const [newer, older] = await Promise.all([
        getJson<PredictionPage>(api.predictions, { ...list, order: 'oldest', from: row.answeredAt }, signal),
        getJson<PredictionPage>(api.predictions, { ...list, order: 'newest', to: after }, signal),
      ])
      return {
        ...named('newer', afterIt(newer.predictions, row.id)),
        ...named('older', afterIt(older.predictions, row.id)),
      }
    },
    staleTime: 30_000,
  })

/** In a list that begins at or near this prediction: the one that follows it. */
function afterIt(rows: readonly Pick<PredictionRow, 'id'>[], id: string): string | undefined {
  return rows[rows.findIndex((row) => row.id === id) + 1]?.id
}

function named<K extends keyof Neighbours>(name: K, id: string | undefined): Neighbours {
  return id === undefined ? {} : { [name]: id }
}
