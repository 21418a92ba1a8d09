import type { DrawEvidence, QueuedUnit } from './draw-evidence.ts'
import { standsFor, usableBeginning } from './usable-beginning.ts'

/** Below this, an interval would be too wide to help and its level could not be trusted. */
export const fewestLabels = 10

/** Labels of the draw that an estimate may use. [EV1] */
export function usedLabels({ strata }: DrawEvidence): number {
  return strata.reduce((total, { queue }) => total + usableBeginning(queue).labelled.length, 0)
}

/**
 * Answers that are missing before the draw gives an estimate, if they come in the order of the queue; 0 when it does so
 * now. A draw whose own tasks do not suffice says how many labels are missing all the same. [EV8]
 */
export function labelsStillNeeded(draw: DrawEvidence): number {
  if (isEnough(draw)) return 0
  const missing = draw.strata
    .flatMap(({ queue }) => queue)
    .filter((unit) => unit.answer === undefined)
    .sort((a, b) => a.position - b.position)
  let [fewest, most] = [1, missing.length]
  if (!isEnough(afterAnswers(draw, missing[most - 1]))) return Math.max(1, fewestLabels - usedLabels(draw))
  // One more answer never makes a draw worse, so the place can be searched by halves.
  while (fewest < most) {
    const middle = Math.floor((fewest + most) / 2)
    if (isEnough(afterAnswers(draw, missing[middle - 1]))) most = middle
    else fewest = middle + 1
  }
  return fewest
}

function isEnough(draw: DrawEvidence): boolean {
  const everyStratum = draw.strata.every((stratum) => standsFor(stratum, usableBeginning(stratum.queue)))
  return everyStratum && usedLabels(draw) >= fewestLabels
}

/** The draw as if every task up to this one had been answered. */
function afterAnswers(draw: DrawEvidence, last: QueuedUnit | undefined): DrawEvidence {
  if (!last) return draw
  const answered = (unit: QueuedUnit): QueuedUnit =>
    unit.answer === undefined && unit.position <= last.position
      ? { ...unit, answer: { kind: 'none-of-these' } }
      : unit
  return {
    ...draw,
    strata: draw.strata.map((stratum) => ({ ...stratum, queue: stratum.queue.map(answered) })),
  }
}
