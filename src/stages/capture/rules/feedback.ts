import type { Feedback, FeedbackState } from '#contract/capture.ts'

/** What people say about a prediction after one more word. */
export function afterFeedback(state: FeedbackState, said: Feedback): FeedbackState {
  switch (said.kind) {
    case 'flag':
      return { ...state, flagged: true }
    case 'unflag':
      return { ...state, flagged: false }
    case 'correct':
      return said.class === undefined ? state : { ...state, correctedClass: said.class }
    case 'uncorrect':
      return { flagged: state.flagged }
  }
}

/** True when the word says nothing new. [CA7] */
export function saysNothingNew(state: FeedbackState, said: Feedback): boolean {
  const after = afterFeedback(state, said)
  return after.flagged === state.flagged && after.correctedClass === state.correctedClass
}
