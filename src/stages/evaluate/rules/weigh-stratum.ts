import { prefixInclusionProbabilities } from '#statistics'
import type { LabelledUnit, StratumEvidence } from './draw-evidence.ts'
import { usableBeginning } from './usable-beginning.ts'

/**
 * Whether the chances of the units that were not chosen are needed to weight the stratum: only while its queue is
 * unfinished and its chances differ. Reading them is the one slow part of an estimate.
 */
export function needsFrame({ name, queue }: StratumEvidence): boolean {
  return name === 'remainder' && usableBeginning(queue).finished < queue.length
}

/**
 * The labelled units of the stratum's usable beginning, each with the chance of having come to a label: being in so short
 * a beginning, times being answered. [EV2, EV3]
 *
 * Answers that are missing are taken to be missing by accident: the answered units of the stratum stand for them. The
 * share of missing answers is shown, because this cannot be checked from inside.
 * @param frame recorded chances of all units of the stratum, the chosen ones first in rank order; see `needsFrame`
 */
export function weighStratum(stratum: StratumEvidence, frame: readonly number[] = []): LabelledUnit[] {
  const { finished, labelled } = usableBeginning(stratum.queue)
  if (labelled.length === 0) return []
  const chances = beginningChances(stratum, finished, frame)
  const answered = labelled.length / finished
  const places = new Map(stratum.queue.map((unit, place) => [unit.predictionId, place]))
  return labelled.map((unit) => {
    const chance = chances(places.get(unit.predictionId) ?? NaN)
    return { ...unit, inclusionProbability: Math.min(1, chance * answered) }
  })
}

/** Chance of the unit at a place of the queue to be in a beginning of this length. */
function beginningChances(
  stratum: StratumEvidence,
  finished: number,
  frame: readonly number[],
): (place: number) => number {
  const { queue, size } = stratum
  if (finished === queue.length) return (place) => queue[place]?.inclusionProbability ?? NaN
  if (!needsFrame(stratum)) return () => finished / size
  const chances = prefixInclusionProbabilities(frame, finished)
  return (place) => chances[place] ?? NaN
}
