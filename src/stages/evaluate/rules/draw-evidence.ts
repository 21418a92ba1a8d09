import type { Answer } from '#contract/label.ts'
import type { DesignName, StratumName } from '#contract/sample.ts'

/** A chosen prediction in its stratum's queue. */
export type QueuedUnit = Readonly<{
  predictionId: string
  /** Place in the queue of the whole draw. */
  position: number
  /** As recorded at the draw, in (0, 1]. */
  inclusionProbability: number
  /** Confidence of the answer, 0 to 1. */
  proxy: number
  /** Class that the model answered, as a place in the list of classes. */
  predicted: number
  /** What the annotator said; absent while the task is not finished. */
  answer?: Answer
}>

export type StratumEvidence = Readonly<{
  name: StratumName
  /** Units of the frame, chosen or not. */
  size: number
  meanProxy: number
  /** The chosen units, in rank order. */
  queue: readonly QueuedUnit[]
}>

/** What one draw and its answers say, before any estimate. */
export type DrawEvidence = Readonly<{
  id: string
  design: DesignName
  start: Date
  end: Date
  epochSize: number
  frameSize: number
  /** How often each class was answered in the epoch. */
  epochClasses: readonly number[]
  strata: readonly StratumEvidence[]
}>

/** A unit with a label, and the chance with which it came to have one. */
export type LabelledUnit = QueuedUnit &
  Readonly<{ answer: Extract<Answer, { kind: 'class' | 'none-of-these' }> }>

/** True when the answer says something about the image: a class, or that it is none of them. */
export function isLabelled(unit: QueuedUnit): unit is LabelledUnit {
  return unit.answer?.kind === 'class' || unit.answer?.kind === 'none-of-these'
}

/** Whether the model was right. An image of no class of the model was answered wrongly, whatever the answer. [EV4] */
export function isRight({ predicted, answer }: LabelledUnit, classes: readonly string[]): boolean {
  return answer.kind === 'class' && classes[predicted] === answer.class
}
