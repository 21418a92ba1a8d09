import type { DesignName, Draw, DrawReason, StratumName } from '#contract/sample.ts'
import { count, counted, percent } from '../kit/format.ts'

export const designNames: Record<DesignName, string> = {
  recommended: 'Recommended',
  'simple-random': 'Simple random',
}

/** One sentence for someone who chooses. */
export const designPromises: Record<DesignName, string> = {
  recommended:
    'Looks at flagged and corrected predictions first, and more often where the model doubts: the narrowest interval for the labels.',
  'simple-random': 'Every prediction has the same chance: the easiest to explain, and the dearer one.',
}

export const stratumNames: Record<StratumName, string> = {
  all: 'All',
  certainty: 'Flagged or corrected',
  remainder: 'Everything else',
}

export const reasonWords: Record<DrawReason, string> = {
  flagged: 'flagged',
  corrected: 'corrected',
  random: 'by chance',
  doubtful: 'the model doubted',
}

/** What was done, for someone who reads the draw later. */
export function designInWords(draw: Draw): string[] {
  const kept = draw.epochSize - draw.frameSize
  const drawn = draw.strata.reduce((sum, stratum) => sum + stratum.drawn, 0)
  const frame = `${counted(draw.epochSize, 'prediction')} of this model version fall into the interval. ${count(draw.frameSize)} of them may measure${kept > 0 ? `; the other ${count(kept)} are kept for training, by a fixed rule` : ''}.`
  if (draw.design === 'simple-random')
    return [frame, `${count(drawn)} were drawn, each of the ${count(draw.frameSize)} with the same chance.`]
  return [frame, certainty(draw), remainder(draw)].filter((sentence) => sentence !== '')
}

function certainty({ strata }: Draw): string {
  const stratum = strata.find(({ name }) => name === 'certainty')
  if (!stratum || stratum.size === 0) return ''
  if (stratum.drawn === stratum.size)
    return `${count(stratum.size)} had been flagged or corrected: all of them were chosen, so each stands only for itself.`
  return `${count(stratum.drawn)} of the ${count(stratum.size)} that had been flagged or corrected were chosen.`
}

function remainder({ strata, floor }: Draw): string {
  const stratum = strata.find(({ name }) => name !== 'certainty')
  if (!stratum) return ''
  return `${count(stratum.drawn)} of the ${count(stratum.size)} others were chosen by chance: ${percent(floor, 0)} of the labels spread evenly, the rest where the model doubted more. Each one’s chance is kept and weighs its answer.`
}
