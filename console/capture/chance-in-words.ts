import { counted, oneIn, percent } from '../kit/format.ts'

/** What an inclusion probability means: how likely the choice was, and for how many predictions this one stands. */
export function chanceInWords(inclusionProbability: number): string {
  if (inclusionProbability >= 1) return 'It was certain to be chosen, so it stands only for itself.'
  const standsFor = Math.round(1 / inclusionProbability)
  const chance = `Its chance was ${percent(inclusionProbability)} (${oneIn(inclusionProbability)})`
  return standsFor <= 1
    ? `${chance}.`
    : `${chance}, so it stands for about ${counted(standsFor, 'prediction')}.`
}
