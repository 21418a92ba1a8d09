import { type Static, Type } from 'typebox'
import { DesignName } from './sample.ts'
import { Id, Instant, Interval, ModelVersionId, Probability, Window } from './shared.ts'

export const EstimateQuery = Type.Object({
  ...Window,
  modelVersion: Type.Optional(ModelVersionId),
})
export type EstimateQuery = Static<typeof EstimateQuery>

/** The tutorial’s batch accuracy: right answers over all labels, however they were chosen. */
export const NaiveAccuracy = Type.Object({
  estimate: Probability,
  right: Type.Integer(),
  labels: Type.Integer(),
  biased: Type.Literal(true),
  why: Type.String(),
})
export type NaiveAccuracy = Static<typeof NaiveAccuracy>

/** What an estimate rests on. */
export const EstimateBasis = Type.Object({
  modelVersion: ModelVersionId,
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  predictions: Type.Integer({ description: 'Predictions of the model version in the asked interval.' }),
  covered: Type.Integer({
    description: 'Of these, the ones inside the interval of a draw: what the estimate speaks about.',
  }),
  draws: Type.Array(
    Type.Object({
      id: Id,
      design: DesignName,
      from: Instant,
      to: Instant,
      epochSize: Type.Integer(),
      drawn: Type.Integer({ description: 'Tasks of the draw.' }),
      finished: Type.Integer({ description: 'Tasks with an answer of any kind.' }),
      used: Type.Integer({
        description: 'Labels that enter the estimate: the finished beginning of the queue.',
      }),
    }),
  ),
  shareLabelled: { ...Probability, description: 'Finished tasks over drawn tasks.' },
  withoutAnswer: { ...Probability, description: 'Skipped and “cannot tell” over finished tasks.' },
  method: Type.String({ description: 'Page of the formula in docs/methods/.' }),
})
export type EstimateBasis = Static<typeof EstimateBasis>

export const AccuracyEstimate = Type.Union([
  Type.Object({
    kind: Type.Literal('estimate'),
    estimate: { ...Probability, description: 'Accuracy of what was served, 0 to 1.' },
    interval: Interval,
    labels: Type.Integer({ description: 'Labels used.' }),
    effectiveSampleSize: Type.Number({ description: 'Plain random labels that would be worth as much.' }),
    naive: NaiveAccuracy,
    basis: EstimateBasis,
  }),
  Type.Object({
    kind: Type.Literal('not-enough-labels'),
    labels: Type.Integer(),
    labelsStillNeeded: Type.Integer(),
    naive: Type.Optional(NaiveAccuracy),
    basis: EstimateBasis,
  }),
  Type.Object({
    kind: Type.Literal('no-draw'),
    basis: EstimateBasis,
  }),
])
export type AccuracyEstimate = Static<typeof AccuracyEstimate>

/** One point a draw, oldest first. */
export const AccuracyHistory = Type.Object({
  points: Type.Array(Type.Object({ drawId: Id, from: Instant, to: Instant, accuracy: AccuracyEstimate })),
})
export type AccuracyHistory = Static<typeof AccuracyHistory>

const MetricEstimate = Type.Object({ estimate: Probability, interval: Interval })

export const ClassEstimate = Type.Object({
  class: Type.String(),
  predicted: Type.Integer({ description: 'Predictions of this class in the covered epochs; known exactly.' }),
  labels: Type.Integer({ description: 'Labels of this true class.' }),
  precision: Type.Optional(MetricEstimate),
  recall: Type.Optional(MetricEstimate),
})
export type ClassEstimate = Static<typeof ClassEstimate>

export const ConfusionEstimate = Type.Union([
  Type.Object({
    kind: Type.Literal('estimate'),
    classes: Type.Array(Type.String(), { description: 'Of the model; rows of `cells`.' }),
    trueClasses: Type.Array(Type.String(), {
      description: 'Columns: the model’s classes, then `none of these`.',
    }),
    cells: Type.Array(Type.Array(Type.Number()), {
      description: 'cells[predicted][true]: estimated share of what was served; all cells sum to 1.',
    }),
    counts: Type.Array(Type.Array(Type.Integer()), { description: 'The labels behind each cell.' }),
    perClass: Type.Array(ClassEstimate),
    labels: Type.Integer(),
    basis: EstimateBasis,
  }),
  Type.Object({
    kind: Type.Literal('not-enough-labels'),
    labels: Type.Integer(),
    labelsStillNeeded: Type.Integer(),
    basis: EstimateBasis,
  }),
  Type.Object({ kind: Type.Literal('no-draw'), basis: EstimateBasis }),
])
export type ConfusionEstimate = Static<typeof ConfusionEstimate>
