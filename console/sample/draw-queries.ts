import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { AccuracyHistory } from '#contract/evaluate.ts'
import type { DrawMemberPage, DrawPreview } from '#contract/sample.ts'
import { getJson } from '../kit/request.ts'

/** What every draw has bought so far, in one request. */
export const accuracyByDraw = queryOptions({
  queryKey: ['estimates', 'history'],
  queryFn: ({ signal }) => getJson<AccuracyHistory>(api.accuracyHistory, {}, signal),
  select: ({ points }) => new Map(points.map((point) => [point.drawId, point.accuracy])),
})

export type PreviewQuestion = { from: string; to: string; modelVersion?: string | undefined }

export const drawPreview = (question: PreviewQuestion) =>
  queryOptions({
    queryKey: ['draws', 'preview', question],
    queryFn: ({ signal }) => getJson<DrawPreview>(api.drawPreview, question, signal),
    placeholderData: (before) => before,
  })

export const drawMembers = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['draws', 'members', id],
    queryFn: ({ pageParam, signal }) =>
      getJson<DrawMemberPage>(api.drawMembers(id), { limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })
