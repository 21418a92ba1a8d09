import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { PredictionDetail } from '#contract/capture.ts'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { ModelVersionList } from '#contract/registry.ts'
import type { Draw, DrawPage } from '#contract/sample.ts'
import { getJson, type Query } from './request.ts'
import { type Preset, resolveWindow, type WindowSearch } from './window.ts'

/** What more than one room asks for. The keys are shared, so that one room’s change refreshes the other’s page. */
export const modelVersions = queryOptions({
  queryKey: ['model-versions'],
  queryFn: ({ signal }) => getJson<ModelVersionList>(api.modelVersions, {}, signal),
  staleTime: 60_000,
})

export const drawQuery = (id: string) =>
  queryOptions({
    queryKey: ['draws', 'one', id],
    queryFn: ({ signal }) => getJson<Draw>(api.draw(id), {}, signal),
  })

export const drawList = (query: { state?: Draw['state'] } = {}) =>
  infiniteQueryOptions({
    queryKey: ['draws', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      getJson<DrawPage>(api.draws, { ...query, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })

export const predictionDetail = (id: string) =>
  queryOptions({
    queryKey: ['predictions', 'one', id],
    queryFn: ({ signal }) => getJson<PredictionDetail>(api.prediction(id), {}, signal),
  })

/** `window` is resolved when the request is sent; `fallback` is the page’s own window. */
export const accuracyQuery = (window: WindowSearch, fallback: Preset, more: Query = {}) =>
  queryOptions({
    queryKey: ['estimates', 'accuracy', window, fallback, more],
    queryFn: ({ signal }) =>
      getJson<AccuracyEstimate>(
        api.accuracy,
        { ...resolveWindow(window, fallback, new Date()), ...more },
        signal,
      ),
  })
