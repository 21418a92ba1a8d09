import type { EstimateBasis } from '#contract/evaluate.ts'
import type { DrawEvidence } from './draw-evidence.ts'
import { usedLabels } from './labels-needed.ts'

export type BasisInput = Readonly<{
  modelVersion: string
  from?: Date
  to?: Date
  /** Predictions of the model version in the asked interval. */
  predictions: number
  draws: readonly DrawEvidence[]
  /** The draws that enter the estimate; without an estimate, the ones that would. */
  counted: readonly DrawEvidence[]
  /** Page of the formula in docs/methods/. */
  method: string
}>

/** What an estimate rests on. A draw that is left out stays in the list, with no label used. [EV3, EV9] */
export function basisOf({
  modelVersion,
  from,
  to,
  predictions,
  draws,
  counted,
  method,
}: BasisInput): EstimateBasis {
  const rows = draws.map((draw) => ({
    id: draw.id,
    design: draw.design,
    from: draw.start.toISOString(),
    to: draw.end.toISOString(),
    epochSize: draw.epochSize,
    ...taskCounts(draw),
    used: counted.includes(draw) ? usedLabels(draw) : 0,
  }))
  const total = (count: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + count(row), 0)
  const finished = total((row) => row.finished)
  return {
    modelVersion,
    ...(from && { from: from.toISOString() }),
    ...(to && { to: to.toISOString() }),
    predictions,
    covered: counted.reduce((sum, { epochSize }) => sum + epochSize, 0),
    draws: rows.map(({ withoutAnswer: _, ...row }) => row),
    shareLabelled: share(
      finished,
      total((row) => row.drawn),
    ),
    withoutAnswer: share(
      total((row) => row.withoutAnswer),
      finished,
    ),
    method,
  }
}

function taskCounts({ strata }: DrawEvidence) {
  const answers = strata.flatMap(({ queue }) => queue.map(({ answer }) => answer?.kind))
  return {
    drawn: answers.length,
    finished: answers.filter((kind) => kind !== undefined).length,
    withoutAnswer: answers.filter((kind) => kind === 'skip' || kind === 'cannot-tell').length,
  }
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
