import type { LabelState } from '#contract/capture.ts'

export function labelWords(label: LabelState): string {
  return label.kind === 'none-of-these' ? 'none of these' : (label.class ?? 'without a class')
}

/** Whether the model’s answer is the agreed truth. “None of these” is always wrong: the model must name a class. */
export function verdict(prediction: { class: string }, label: LabelState): 'right' | 'wrong' {
  return label.kind === 'class' && label.class === prediction.class ? 'right' : 'wrong'
}
