import type { FeedbackState } from '#contract/capture.ts'
import type { PredictionAnswer } from '#contract/predict.ts'

/** An answer as the page shows and remembers it: what the model said, and what this visitor said about it. */
export type ShownAnswer = Readonly<
  Pick<PredictionAnswer, 'id' | 'class' | 'confidence' | 'probabilities' | 'captured'> & FeedbackState
>

export function shownAnswer({
  id,
  class: name,
  confidence,
  probabilities,
  captured,
}: PredictionAnswer): ShownAnswer {
  return { id, class: name, confidence, probabilities, captured, flagged: false }
}

/** The answer with what the visitor says now; an older correction does not stay behind. */
export function withFeedback(answer: ShownAnswer, { flagged, correctedClass }: FeedbackState): ShownAnswer {
  const { correctedClass: _before, ...rest } = answer
  return { ...rest, flagged, ...(correctedClass === undefined ? {} : { correctedClass }) }
}

/** The likeliest classes, likeliest first. */
export function likeliest({ probabilities }: ShownAnswer, count: number) {
  return probabilities.toSorted((a, b) => b.probability - a.probability).slice(0, count)
}

/** A share as people read it; never a false 0 % or 100 %. */
export function percent(share: number): string {
  const whole = Math.round(share * 100)
  if (whole === 0 && share > 0) return 'under 1\u00a0%'
  if (whole === 100 && share < 1) return 'over 99\u00a0%'
  return `${whole}\u00a0%`
}

/** How the answer begins: the surer the model, the firmer. */
export function leadIn({ confidence }: ShownAnswer): string {
  if (confidence >= 0.7) return 'That looks like'
  return confidence >= 0.4 ? 'That may be' : 'Hard to say. Perhaps'
}

/** The answer as one spoken sentence. */
export function spoken(answer: ShownAnswer): string {
  const [, ...others] = likeliest(answer, 3)
  const rest = others.map((other) => `${other.class} ${percent(other.probability)}`).join(', ')
  const first = `${leadIn(answer)} ${answer.class}, ${percent(answer.confidence)}.`
  return rest === '' ? first : `${first} Then ${rest}.`
}
