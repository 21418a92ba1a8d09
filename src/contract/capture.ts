import { type Static, Type } from 'typebox'
import { PredictionAnswer } from './predict.ts'
import { Cursor, Id, Instant, Limit, ModelVersionId, NextCursor, Probability, Window } from './shared.ts'

/** What people said about a prediction, as it stands now. */
export const FeedbackState = Type.Object({
  flagged: Type.Boolean(),
  correctedClass: Type.Optional(Type.String()),
})
export type FeedbackState = Static<typeof FeedbackState>

export const FeedbackKind = Type.Union([
  Type.Literal('flag'),
  Type.Literal('unflag'),
  Type.Literal('correct'),
  Type.Literal('uncorrect'),
])
export type FeedbackKind = Static<typeof FeedbackKind>

/** One thing a person said: append-only. `class` goes with `correct` and only with it. */
export const Feedback = Type.Object({
  kind: FeedbackKind,
  class: Type.Optional(
    Type.String({ description: 'The class the person holds to be right; with `correct`.' }),
  ),
})
export type Feedback = Static<typeof Feedback>

/** The tutorial’s form: `POST /correct-label/<object key>`. */
export const CorrectLabelForm = Type.Object({ corrected_class: Type.String() })

/** The agreed truth about one prediction. No class when a person said “none of these”. */
export const LabelState = Type.Object({
  kind: Type.Union([Type.Literal('class'), Type.Literal('none-of-these')]),
  class: Type.Optional(Type.String()),
  labelledAt: Instant,
})
export type LabelState = Static<typeof LabelState>

/** One row of the production index. */
export const PredictionRow = Type.Object({
  ...PredictionAnswer.properties,
  ...FeedbackState.properties,
  label: Type.Optional(LabelState),
})
export type PredictionRow = Static<typeof PredictionRow>

export const PredictionFilter = Type.Object({
  ...Window,
  class: Type.Optional(Type.String({ description: 'Predicted class.' })),
  labelClass: Type.Optional(
    Type.String({ description: 'Class of the agreed label; `none-of-these` as well.' }),
  ),
  minConfidence: Type.Optional(Probability),
  maxConfidence: Type.Optional(Probability),
  flagged: Type.Optional(Type.Boolean()),
  corrected: Type.Optional(Type.Boolean()),
  labelled: Type.Optional(Type.Boolean()),
  modelVersion: Type.Optional(ModelVersionId),
})
export type PredictionFilter = Static<typeof PredictionFilter>

export const PredictionQuery = Type.Object({
  ...PredictionFilter.properties,
  order: Type.Optional(Type.Union([Type.Literal('newest'), Type.Literal('oldest')], { default: 'newest' })),
  limit: Limit,
  cursor: Cursor,
})
export type PredictionQuery = Static<typeof PredictionQuery>

export const PredictionPage = Type.Object({ predictions: Type.Array(PredictionRow), nextCursor: NextCursor })
export type PredictionPage = Static<typeof PredictionPage>

const Count = Type.Object({ value: Type.String(), count: Type.Integer() })

/** Counts beside the filters. Each facet counts with every other filter applied, but not its own. */
export const PredictionFacets = Type.Object({
  total: Type.Integer({ description: 'Predictions that pass all filters.' }),
  class: Type.Array(Count),
  modelVersion: Type.Array(Count),
  confidenceBand: Type.Array(Type.Object({ from: Probability, to: Probability, count: Type.Integer() }), {
    description: 'Ten bands of equal width.',
  }),
  flagged: Type.Integer(),
  corrected: Type.Integer(),
  labelled: Type.Integer(),
})
export type PredictionFacets = Static<typeof PredictionFacets>

/** One entry in a prediction’s history, oldest first. */
export const HistoryEntry = Type.Object({
  at: Instant,
  kind: Type.Union([
    Type.Literal('predicted'),
    Type.Literal('flag'),
    Type.Literal('unflag'),
    Type.Literal('correct'),
    Type.Literal('uncorrect'),
    Type.Literal('drawn'),
    Type.Literal('annotated'),
    Type.Literal('labelled'),
  ]),
  text: Type.String({ description: 'In plain words.' }),
  drawId: Type.Optional(Id),
  inclusionProbability: Type.Optional(Probability),
})
export type HistoryEntry = Static<typeof HistoryEntry>

export const PredictionDetail = Type.Object({
  ...PredictionRow.properties,
  tags: Type.Record(Type.String(), Type.String(), {
    description: 'Tags of the object, as other tools see them.',
  }),
  purpose: Type.Union([Type.Literal('measure'), Type.Literal('train')], {
    description: 'Fixed by a hash of the id: a measured image never trains.',
  }),
  attributes: Type.Record(Type.String(), Type.String()),
  sha256: Type.String({ description: 'SHA-256 of the image’s bytes, hexadecimal.' }),
  settled: Type.Boolean({
    description: 'False while the prediction waits on the local disk for store and index.',
  }),
  history: Type.Array(HistoryEntry),
})
export type PredictionDetail = Static<typeof PredictionDetail>
