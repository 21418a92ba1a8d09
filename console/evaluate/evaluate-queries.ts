import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { AccuracyHistory, ConfusionEstimate } from '#contract/evaluate.ts'
import { getJson } from '../kit/request.ts'
import { type Preset, resolveWindow, type WindowSearch } from '../kit/window.ts'

export const usual: Preset = '7d'

export const confusionQuery = (window: WindowSearch) =>
  queryOptions({
    queryKey: ['estimates', 'confusion', window],
    queryFn: ({ signal }) =>
      getJson<ConfusionEstimate>(api.confusion, resolveWindow(window, usual, new Date()), signal),
    placeholderData: keepPreviousData,
  })

export const historyQuery = (window: WindowSearch) =>
  queryOptions({
    queryKey: ['estimates', 'history', window],
    queryFn: ({ signal }) =>
      getJson<AccuracyHistory>(api.accuracyHistory, resolveWindow(window, usual, new Date()), signal),
    placeholderData: keepPreviousData,
  })
