import { isLabelled, type LabelledUnit, type QueuedUnit, type StratumEvidence } from './draw-evidence.ts'

/** The part of a stratum's queue that an estimate may use. */
export type UsableBeginning = Readonly<{
  /** Finished tasks, with an answer or without. */
  finished: number
  /** Of these, the ones with a label. */
  labelled: readonly LabelledUnit[]
}>

/**
 * The longest run of finished tasks from the first of the queue. [EV1]
 * What was answered behind a hole is left out for now: who fills the hole, and when, may depend on the image, so only
 * an unbroken beginning is a sample whose chances are known.
 */
export function usableBeginning(queue: readonly QueuedUnit[]): UsableBeginning {
  const hole = queue.findIndex((unit) => unit.answer === undefined)
  const finished = hole === -1 ? queue : queue.slice(0, hole)
  return { finished: finished.length, labelled: finished.filter(isLabelled) }
}

/**
 * Whether the beginning can stand for the whole stratum. Units that were certain to be drawn come first and tell
 * nothing about the others, so at least one label must come from behind them. [EV8]
 */
export function standsFor({ queue }: StratumEvidence, { labelled }: UsableBeginning): boolean {
  const uncertain = queue.some((unit) => unit.inclusionProbability < 1)
  return labelled.some((unit) => !uncertain || unit.inclusionProbability < 1)
}
