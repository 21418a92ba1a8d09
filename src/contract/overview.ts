import { type Static, Type } from 'typebox'
import { AccuracyEstimate, AccuracyHistory } from './evaluate.ts'
import { ModelVersion } from './registry.ts'
import { TaskCounts } from './sample.ts'
import { Id, Instant, Window } from './shared.ts'

export const OverviewQuery = Type.Object({ ...Window })
export type OverviewQuery = Static<typeof OverviewQuery>

/** What capture is doing between the answer and the index. */
export const CaptureHealth = Type.Object({
  state: Type.Union([Type.Literal('keeping-up'), Type.Literal('behind'), Type.Literal('losing')], {
    description:
      '`behind`: predictions wait on the local disk because the store or the index is away. `losing`: the local disk refuses.',
  }),
  pending: Type.Integer({
    description: 'Predictions and feedback on the local disk, not yet in store and index.',
  }),
  oldestPendingSeconds: Type.Number(),
  dropped: Type.Integer({ description: 'Predictions answered but not kept since the server started.' }),
  setAside: Type.Integer({
    description: 'Entries on the local disk that can never settle; the log says why.',
  }),
  problem: Type.Optional(Type.String()),
})
export type CaptureHealth = Static<typeof CaptureHealth>

export const Overview = Type.Object({
  from: Instant,
  to: Instant,
  model: ModelVersion,
  volume: Type.Object({
    total: Type.Integer(),
    binSeconds: Type.Integer(),
    bins: Type.Array(Type.Object({ at: Instant, count: Type.Integer() })),
  }),
  feedback: Type.Object({ flagged: Type.Integer(), corrected: Type.Integer() }),
  capture: CaptureHealth,
  labels: Type.Object({ openDraws: Type.Array(Id), progress: TaskCounts }),
  accuracy: AccuracyEstimate,
  history: AccuracyHistory,
})
export type Overview = Static<typeof Overview>

export const Readiness = Type.Object({
  ready: Type.Boolean(),
  parts: Type.Array(
    Type.Object({ name: Type.String(), ok: Type.Boolean(), problem: Type.Optional(Type.String()) }),
  ),
})
export type Readiness = Static<typeof Readiness>
