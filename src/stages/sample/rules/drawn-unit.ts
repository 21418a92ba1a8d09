import type { DesignName, DrawReason, StratumName } from '#contract/sample.ts'

/** A prediction that could be drawn, as it stood when the frame was frozen. */
export type FrameUnit = Readonly<{
  predictionId: string
  /** Confidence of the answer, 0 to 1: a guess, known for every unit, at whether the answer is right. */
  proxy: number
  flagged: boolean
  corrected: boolean
  /** Permanent random number under the draw's seed, in [0, 1). */
  uniform: number
}>

/** How a frame is drawn from. */
export type DrawParameters = Readonly<{
  design: DesignName
  /** Labels to spend, ≥ 1. */
  budget: number
  /** Share of the budget that is spread evenly, 0.05 to 1; the simple-random design ignores it. */
  floor: number
}>

/** A unit of the frame after the draw. Rank and position are null when it was not chosen. */
export type DrawnUnit = FrameUnit &
  Readonly<{
    stratum: StratumName
    /** In (0, 1]. */
    inclusionProbability: number
    reasons: readonly DrawReason[]
    /** Place among the chosen units of the stratum, from 0. */
    rank: number | null
    /** Place in the queue of the whole draw, from 0. */
    position: number | null
  }>

/** A stratum as it was at the draw. */
export type DrawnStratum = Readonly<{
  name: StratumName
  /** Units of the frame. */
  size: number
  /** Of these, chosen. */
  drawn: number
  meanProxy: number
  /** Sum of the inclusion probabilities: `drawn`, but for rounding. */
  inclusionProbabilitySum: number
}>
