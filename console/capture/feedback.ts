import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { Feedback, FeedbackState, PredictionDetail } from '#contract/capture.ts'
import { problemOf } from '../kit/problem.ts'
import { predictionDetail } from '../kit/queries.ts'
import { sendJson } from '../kit/request.ts'

/** Sends what a person says about a prediction; the page shows the new state before the server’s list is asked again. */
export function useFeedback(id: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (feedback: Feedback) => sendJson<FeedbackState>('POST', api.predictionFeedback(id), feedback),
    onSuccess: (state) => {
      client.setQueryData<PredictionDetail>(
        predictionDetail(id).queryKey,
        (before) => before && withFeedback(before, state),
      )
      return client.invalidateQueries({ queryKey: ['predictions'] })
    },
    onError: (error) => {
      const { title, remedy } = problemOf(error)
      notifications.show({ color: 'bad', title, message: remedy })
    },
  })
}

function withFeedback(
  { correctedClass: _, ...rest }: PredictionDetail,
  state: FeedbackState,
): PredictionDetail {
  return { ...rest, ...state }
}

/** What takes a feedback back. The log keeps both: it is append-only. */
export function undoOf(feedback: Feedback, before: FeedbackState): Feedback {
  if (feedback.kind === 'flag') return { kind: 'unflag' }
  if (feedback.kind === 'unflag') return { kind: 'flag' }
  return before.correctedClass === undefined
    ? { kind: 'uncorrect' }
    : { kind: 'correct', class: before.correctedClass }
}
