import { api } from '#contract/api.ts'
import type { Feedback, FeedbackState } from '#contract/capture.ts'
import { type Failure, failureOf, unreachable } from './failure.ts'

export type FeedbackSent =
  | Readonly<{ kind: 'state'; state: FeedbackState }>
  | Readonly<{ kind: 'failure'; failure: Failure }>

/** Says one thing about a prediction; answers what is known about it now. */
export async function sendFeedback(id: string, feedback: Feedback): Promise<FeedbackSent> {
  try {
    const response = await fetch(api.predictionFeedback(id), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(feedback),
    })
    const body: unknown = await response.json().catch(() => undefined)
    if (response.ok) return { kind: 'state', state: body as FeedbackState }
    return { kind: 'failure', failure: failureOf(response.status, body) }
  } catch {
    return { kind: 'failure', failure: unreachable(0) }
  }
}
