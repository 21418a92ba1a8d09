import type { DesignName, Draw, TaskCounts } from '#contract/sample.ts'
import type { DrawnStratum } from './drawn-unit.ts'

/** A draw as it was recorded; nothing but its withdrawal ever changes. */
export type DrawRecord = Readonly<{
  id: string
  modelVersion: string
  start: Date
  end: Date
  design: DesignName
  budget: number
  /** Share of the budget that was spread evenly; 1 in the simple-random design. */
  floor: number
  seed: string
  epochSize: number
  frameSize: number
  /** How often each class was answered in the epoch, in the order of the model's classes. */
  epochClasses: readonly number[]
  strata: readonly DrawnStratum[]
  frameFilter: string
  frameFilterSha256: string
  algorithm: string
  codeVersion: string
  flagsAsOf: Date
  drawnAt: Date
  withdrawnAt: Date | null
}>

const nothingYet: TaskCounts = { tasks: 0, waiting: 0, leased: 0, labelled: 0, skipped: 0, cannotTell: 0 }

/**
 * The state of a draw. [SA17]
 *
 *   open ──last task finished──▶ done ──answer taken back──▶ open
 *   open ──withdrawn, before the first answer──▶ withdrawn
 */
export function stateOf(draw: DrawRecord, progress: TaskCounts = nothingYet): Draw['state'] {
  if (draw.withdrawnAt) return 'withdrawn'
  return progress.tasks > 0 && progress.waiting + progress.leased === 0 ? 'done' : 'open'
}

/** A draw as callers see it. `progress` is absent while its tasks are still to be made. */
export function presentDraw(draw: DrawRecord, progress: TaskCounts = nothingYet): Draw {
  const { id, modelVersion, design, budget, floor, seed, epochSize, frameSize, codeVersion } = draw
  return {
    id,
    state: stateOf(draw, progress),
    from: draw.start.toISOString(),
    to: draw.end.toISOString(),
    modelVersion,
    design,
    budget,
    floor,
    seed,
    epochSize,
    frameSize,
    strata: draw.strata.map(({ name, size, drawn, meanProxy }) => ({ name, size, drawn, meanProxy })),
    drawnAt: draw.drawnAt.toISOString(),
    codeVersion,
    progress,
  }
}
