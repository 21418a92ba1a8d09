import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { DataInterval } from './await-settled.ts'
import type { LabellingCounts } from './play-annotator.ts'

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
