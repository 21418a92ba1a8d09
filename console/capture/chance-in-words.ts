import { counted } from '../kit/format.ts'

/** What an inclusion probability means: for how many predictions this one stands in the estimate. */
export function chanceInWords(inclusionProbability: number): string {
  if (inclusionProbability >= 1) return 'It was certain to be chosen, so it stands only for itself.'
  const standsFor = Math.round(1 / inclusionProbability)
  if (standsFor <= 1) return 'It was likely to be chosen, so it stands for hardly more than itself.'
  return `So it stands for about ${counted(standsFor, 'prediction')} like it.`
}
