import { type Static, Type } from 'typebox'
import { Cursor, Id, Instant, Limit, ModelVersionId, NextCursor, Probability } from './shared.ts'

/** How a draw chooses. Both give every prediction of the frame a known chance above zero. */
export const DesignName = Type.Union([Type.Literal('recommended'), Type.Literal('simple-random')])
export type DesignName = Static<typeof DesignName>

export const DrawRequest = Type.Object({
  from: Instant,
  to: Instant,
  modelVersion: Type.Optional(ModelVersionId),
  design: Type.Optional(DesignName),
  budget: Type.Integer({
    minimum: 1,
    maximum: 100_000,
    description: 'Labels to spend; the whole frame if it is smaller.',
  }),
  floor: Type.Optional(
    Type.Number({
      minimum: 0.05,
      maximum: 1,
      default: 0.5,
      description: 'Share of the budget spread evenly (τ).',
    }),
  ),
  seed: Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'Made at random when absent.' }),
  ),
})
export type DrawRequest = Static<typeof DrawRequest>

export const StratumName = Type.Union([
  Type.Literal('all'),
  Type.Literal('certainty'),
  Type.Literal('remainder'),
])
export type StratumName = Static<typeof StratumName>

const Stratum = Type.Object({
  name: StratumName,
  size: Type.Integer({ description: 'Predictions of the frame in this stratum when it was frozen.' }),
  drawn: Type.Integer({ description: 'Of these, chosen for labelling.' }),
  meanProxy: Type.Number({
    description: 'Mean confidence over the stratum: what the estimate is adjusted to.',
  }),
})
export type Stratum = Static<typeof Stratum>

export const TaskCounts = Type.Object({
  tasks: Type.Integer(),
  waiting: Type.Integer(),
  leased: Type.Integer({ description: 'On an annotator’s screen now.' }),
  labelled: Type.Integer({ description: 'Answered with a class or “none of these”.' }),
  skipped: Type.Integer(),
  cannotTell: Type.Integer(),
})
export type TaskCounts = Static<typeof TaskCounts>

export const Draw = Type.Object({
  id: Id,
  state: Type.Union([Type.Literal('open'), Type.Literal('done'), Type.Literal('withdrawn')]),
  from: Instant,
  to: Instant,
  modelVersion: ModelVersionId,
  design: DesignName,
  budget: Type.Integer(),
  floor: Type.Number(),
  seed: Type.String(),
  epochSize: Type.Integer({
    description: 'All predictions of interval and model version when the frame was frozen.',
  }),
  frameSize: Type.Integer({ description: 'Of these, the ones whose purpose is to measure.' }),
  strata: Type.Array(Stratum),
  drawnAt: Instant,
  codeVersion: Type.String(),
  progress: TaskCounts,
})
export type Draw = Static<typeof Draw>

export const DrawPage = Type.Object({ draws: Type.Array(Draw), nextCursor: NextCursor })
export type DrawPage = Static<typeof DrawPage>

export const DrawListQuery = Type.Object({
  state: Type.Optional(Type.Union([Type.Literal('open'), Type.Literal('done'), Type.Literal('withdrawn')])),
  limit: Limit,
  cursor: Cursor,
})

/** What a draw would find, before it is made. */
export const DrawPreviewQuery = Type.Object({
  from: Instant,
  to: Instant,
  modelVersion: Type.Optional(ModelVersionId),
})
export const DrawPreview = Type.Object({
  modelVersion: ModelVersionId,
  epochSize: Type.Integer(),
  frameSize: Type.Integer(),
  flaggedOrCorrected: Type.Integer({
    description: 'In the frame. The recommended design takes all of them, up to a fifth of the budget.',
  }),
  overlaps: Type.Array(Id, {
    description: 'Earlier draws that cover part of the interval; a draw is refused then.',
  }),
})
export type DrawPreview = Static<typeof DrawPreview>

export const DrawReason = Type.Union([
  Type.Literal('flagged'),
  Type.Literal('corrected'),
  Type.Literal('random'),
  Type.Literal('doubtful'),
])
export type DrawReason = Static<typeof DrawReason>

/** One unit of a draw: a prediction that was chosen, with its chance of being chosen. */
export const DrawMember = Type.Object({
  predictionId: Id,
  stratum: StratumName,
  inclusionProbability: { ...Probability, description: 'In (0, 1].' },
  reasons: Type.Array(DrawReason),
  position: Type.Integer({ minimum: 0, description: 'Place in the queue: answers follow it.' }),
})
export type DrawMember = Static<typeof DrawMember>
export const DrawMemberPage = Type.Object({ members: Type.Array(DrawMember), nextCursor: NextCursor })
export type DrawMemberPage = Static<typeof DrawMemberPage>
