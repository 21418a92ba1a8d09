import type { FeedbackState } from '#contract/capture.ts'

type Tagged = Readonly<{ class: string; confidence: number; answeredAt: Date }>

/** The tutorial's tags: a mirror of the index for other tools. [CA9] */
export function tagsOf(
  { class: predicted, confidence, answeredAt }: Tagged,
  feedback: FeedbackState,
): Record<string, string> {
  return {
    predicted_class: predicted,
    confidence: confidence.toFixed(3),
    timestamp: answeredAt.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(feedback.flagged && { flagged: 'true' }),
    ...(feedback.correctedClass !== undefined && { corrected_class: feedback.correctedClass }),
  }
}
