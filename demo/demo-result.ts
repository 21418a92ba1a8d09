import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { ModelVersion } from '#contract/registry.ts'
import type { Draw } from '#contract/sample.ts'
import type { DataInterval } from './await-settled.ts'
import type { LabellingCounts } from './play-annotator.ts'
import type { PlayedPrediction } from './play-traffic.ts'

/** What a demo did and found. Shares are fractions, 0 to 1. */
export type DemoResult = Readonly<{
  url: string
  seed: number
  modelVersion: string
  /** `[from, to)`: the predictions the demo played, and others that came meanwhile. */
  interval: DataInterval
  traffic: Readonly<{
    predictions: number
    /** Of these, the ones the server could keep; the others had no feedback. */
    captured: number
    seconds: number
    right: number
    flagged: number
    corrected: number
  }>
  /** Share of right answers among all captured predictions that the demo played: it knows every label. */
  trueAccuracy: number
  draw: Readonly<{ id: string; epochSize: number; frameSize: number; tasks: number }>
  labels: Readonly<LabellingCounts>
  /** As the server answers it for the interval. */
  accuracy: AccuracyEstimate
  /** Whether the interval of the estimate holds the true accuracy; absent without an estimate. */
  intervalHoldsTruth?: boolean
  /** Pages where a person sees the same. */
  pages: Readonly<{ overview: string; draw: string; evaluate: string }>
  /** Things that make this run less clean than usual, one sentence each. */
  notes: readonly string[]
}>

/** Everything a finished demo knows. */
type Outcome = Readonly<{
  url: string
  seed: number
  model: ModelVersion
  played: readonly PlayedPrediction[]
  captured: readonly PlayedPrediction[]
  seconds: number
  interval: DataInterval
  draw: Draw
  labels: LabellingCounts
  accuracy: AccuracyEstimate
}>

export function resultOf(outcome: Outcome): DemoResult {
  const { model, played, captured, interval, draw, accuracy, labels } = outcome
  const right = captured.filter(({ truth, predicted }) => truth === predicted).length
  const trueAccuracy = right / captured.length
  return {
    url: outcome.url,
    seed: outcome.seed,
    modelVersion: model.id,
    interval,
    traffic: {
      predictions: played.length,
      captured: captured.length,
      seconds: outcome.seconds,
      right,
      flagged: saying('flag', captured),
      corrected: saying('correct', captured),
    },
    trueAccuracy,
    draw: { id: draw.id, epochSize: draw.epochSize, frameSize: draw.frameSize, tasks: draw.progress.tasks },
    labels,
    accuracy,
    ...(accuracy.kind === 'estimate' ? { intervalHoldsTruth: holds(accuracy.interval, trueAccuracy) } : {}),
    pages: pagesOf(outcome.url, draw, interval),
    notes: notesOf(outcome),
  }
}

function saying(kind: 'flag' | 'correct', played: readonly PlayedPrediction[]): number {
  return played.filter(({ feedback }) => feedback?.kind === kind).length
}

function holds({ low, high }: { low: number; high: number }, truth: number): boolean {
  return low <= truth && truth <= high
}

function pagesOf(url: string, draw: Draw, { from, to }: DataInterval) {
  const page = (path: string) => new URL(path, url).href
  return {
    overview: page('/console'),
    draw: page(`/console/draws/${draw.id}`),
    evaluate: page(`/console/evaluate?${new URLSearchParams({ from, to })}`),
  }
}

function notesOf({ played, captured, model, draw, labels }: Outcome): string[] {
  const lost = played.filter((prediction) => !prediction.captured).length
  const changed = played.filter(({ modelVersion }) => modelVersion !== model.id).length
  const foreign = draw.epochSize - captured.length
  return [
    ...noted(lost, 'predictions that the server could not keep: the estimate does not speak about them.'),
    ...noted(changed, 'predictions of another model version: the estimate does not speak about them.'),
    ...noted(foreign, 'predictions that others asked for meanwhile: the estimate speaks about them as well.'),
    ...noted(labels.unknown, 'tasks with photos that the demo did not send: the annotator could not tell.'),
  ]
}

function noted(count: number, what: string): string[] {
  return count > 0 ? [`${count} ${what}`] : []
}
