import { EvalloopError } from '#contract/errors.ts'
import type {
  AccuracyEstimate,
  AccuracyHistory,
  ConfusionEstimate,
  EstimateBasis,
  EstimateQuery,
} from '#contract/evaluate.ts'
import type { Answer } from '#contract/label.ts'
import type { Database } from '#ports/database.ts'
import type { LabelRoom } from '../label/index.ts'
import type { DrawRecord, SampleRoom } from '../sample/index.ts'
import * as evidence from './evidence.ts'
import { basisOf } from './rules/basis.ts'
import { combineDraws, type EpochAccuracy } from './rules/combine-draws.ts'
import { clip, confusion } from './rules/confusion.ts'
import { drawAccuracy } from './rules/draw-accuracy.ts'
import type { DrawEvidence, LabelledUnit, QueuedUnit } from './rules/draw-evidence.ts'
import { labelsStillNeeded, usedLabels } from './rules/labels-needed.ts'
import { naiveAccuracy } from './rules/naive-accuracy.ts'
import { needsFrame, weighStratum } from './rules/weigh-stratum.ts'

/** What the room is handed by whoever puts the server together. */
export type EvaluateNeeds = Readonly<{
  database: Database
  /** Id of the model version that answers now. */
  servingModelVersion(): string
  sample: Pick<SampleRoom, 'drawsInside'>
  label: Pick<LabelRoom, 'answersOf'>
}>

/**
 * Accuracy of what was served in the asked interval. [EV5, EV8, EV9, EV10, EV11]
 * @throws EvalloopError MODEL_VERSION_MISSING, INTERVAL_INVALID
 */
export async function estimateAccuracy(
  query: EstimateQuery,
  needs: EvaluateNeeds,
): Promise<AccuracyEstimate> {
  const asked = await openQuestion(query, needs)
  const { span, modelVersion } = asked
  const predictions = await evidence.countPredictions(needs.database, modelVersion, span)
  return accuracyOf(asked, asked.draws, { modelVersion, ...span, predictions }, needs)
}

/** One accuracy for each draw in the asked interval, oldest first. [EV12] */
export async function accuracyHistory(query: EstimateQuery, needs: EvaluateNeeds): Promise<AccuracyHistory> {
  const asked = await openQuestion(query, needs)
  const points: AccuracyHistory['points'] = []
  for (const draw of asked.draws) {
    const { start: from, end: to, epochSize: predictions } = draw
    const about = { modelVersion: asked.modelVersion, from, to, predictions }
    const accuracy = await accuracyOf(asked, [draw], about, needs)
    points.push({ drawId: draw.id, from: from.toISOString(), to: to.toISOString(), accuracy })
  }
  return { points }
}

/**
 * Which classes are taken for which in the asked interval. [EV13, EV14, EV15]
 * @throws EvalloopError MODEL_VERSION_MISSING, INTERVAL_INVALID
 */
export async function estimateConfusion(
  query: EstimateQuery,
  needs: EvaluateNeeds,
): Promise<ConfusionEstimate> {
  const { modelVersion, classes, span, draws } = await openQuestion(query, needs)
  const predictions = await evidence.countPredictions(needs.database, modelVersion, span)
  const { counted, refusal } = countedDraws(draws)
  const basis = basisOf({ modelVersion, ...span, predictions, draws, counted, method: 'confusion' })
  if (refusal) return { ...refusal, basis }
  const labelled: LabelledUnit[] = []
  for (const draw of counted) labelled.push(...(await weigh(draw, needs)))
  const ids = labelled.map(({ predictionId }) => predictionId)
  const vectors = await evidence.probabilitiesOf(needs.database, ids)
  const drawIds = counted.map(({ id }) => id)
  const sums = await evidence.frameSums(needs.database, drawIds, classes.length)
  const withVectors = labelled.map((unit) => ({
    ...unit,
    probabilities: vectors.get(unit.predictionId) ?? [],
  }))
  return {
    kind: 'estimate',
    ...confusion({ classes, draws: counted, ...sums, labelled: withVectors }),
    basis,
  }
}

type Question = Readonly<{
  modelVersion: string
  classes: readonly string[]
  span: evidence.Span
  draws: readonly DrawEvidence[]
}>

/** Finds the draws that bear on a question, and everything that was answered about them. */
async function openQuestion(query: EstimateQuery, needs: EvaluateNeeds): Promise<Question> {
  const modelVersion = query.modelVersion ?? needs.servingModelVersion()
  const classes = await evidence.classesOf(needs.database, modelVersion)
  if (!classes) throw new EvalloopError('MODEL_VERSION_MISSING', { modelVersion })
  const span = spanOf(query)
  const draws = await needs.sample.drawsInside(modelVersion, span)
  return { modelVersion, classes, span, draws: await gather(draws, needs) }
}

function spanOf({ from, to }: EstimateQuery): evidence.Span {
  const span = { ...(from && { from: new Date(from) }), ...(to && { to: new Date(to) }) }
  if (span.from && span.to && !(span.from < span.to))
    throw new EvalloopError('INTERVAL_INVALID', { from, to })
  return span
}

/** Puts draws, chosen units and answers together. [EV1] */
async function gather(draws: readonly DrawRecord[], needs: EvaluateNeeds): Promise<DrawEvidence[]> {
  const gathered: DrawEvidence[] = []
  // One after the other: an estimate must not take all connections from those who capture.
  for (const draw of draws) {
    const chosen = await evidence.chosenUnits(needs.database, draw.id)
    const answers = await needs.label.answersOf(draw.id)
    const strata = draw.strata.map(({ name, size, meanProxy }) => {
      const queue = chosen
        .filter(({ stratum }) => stratum === name)
        .map(({ stratum: _, ...unit }) => withAnswer(unit, answers.get(unit.predictionId)))
      return { name, size, meanProxy, queue }
    })
    const { id, design, start, end, epochSize, frameSize, epochClasses } = draw
    gathered.push({ id, design, start, end, epochSize, frameSize, epochClasses, strata })
  }
  return gathered
}

function withAnswer(unit: QueuedUnit, answer: Answer | undefined): QueuedUnit {
  return answer ? { ...unit, answer } : unit
}

type About = Readonly<{ modelVersion: string; from?: Date; to?: Date; predictions: number }>

async function accuracyOf(
  { classes }: Question,
  draws: readonly DrawEvidence[],
  about: About,
  needs: EvaluateNeeds,
): Promise<AccuracyEstimate> {
  const { counted, refusal } = countedDraws(draws)
  const basis = basisOf({ ...about, draws, counted, method: methodOf(counted) })
  const naive = naiveAccuracy(draws, classes)
  if (refusal?.kind === 'no-draw') return { ...refusal, basis }
  if (refusal || !naive) return { ...(refusal ?? notEnough(draws)), ...(naive && { naive }), basis }
  const epochs: EpochAccuracy[] = []
  for (const draw of counted) {
    const accuracy = drawAccuracy(draw, await weigh(draw, needs), classes)
    epochs.push({ epochSize: draw.epochSize, accuracy })
  }
  const { estimate, interval, labels } = combineDraws(epochs)
  return {
    kind: 'estimate',
    estimate: clip(estimate.estimate),
    interval: { ...interval, level: 0.95 },
    labels,
    effectiveSampleSize: estimate.effectiveSampleSize,
    naive,
    basis,
  }
}

type Refusal = { kind: 'no-draw' } | ReturnType<typeof notEnough>

/**
 * The draws with enough labels, or why there is no estimate. Which draws have enough depends on how much was answered,
 * not on what: leaving the others out narrows what the estimate speaks of, and `covered` says so. [EV8, EV9]
 */
function countedDraws(draws: readonly DrawEvidence[]): {
  counted: readonly DrawEvidence[]
  refusal?: Refusal
} {
  if (draws.length === 0) return { counted: [], refusal: { kind: 'no-draw' } }
  const counted = draws.filter((draw) => labelsStillNeeded(draw) === 0)
  return counted.length > 0 ? { counted } : { counted: draws, refusal: notEnough(draws) }
}

/** The draw that is nearest to an estimate says how many labels are needed. */
function notEnough(draws: readonly DrawEvidence[]) {
  return {
    kind: 'not-enough-labels' as const,
    labels: draws.reduce((total, draw) => total + usedLabels(draw), 0),
    labelsStillNeeded: Math.min(...draws.map(labelsStillNeeded)),
  }
}

function methodOf(draws: readonly DrawEvidence[]): EstimateBasis['method'] {
  return draws.length > 0 && draws.every(({ design }) => design === 'simple-random')
    ? 'wilson'
    : 'generalised-regression'
}

/** The labelled units of a draw with their chances; reads the frame only where a queue is unfinished. [EV2] */
async function weigh(draw: DrawEvidence, { database }: EvaluateNeeds): Promise<LabelledUnit[]> {
  const labelled: LabelledUnit[] = []
  for (const stratum of draw.strata) {
    const frame = needsFrame(stratum) ? await evidence.stratumChances(database, draw.id, stratum.name) : []
    labelled.push(...weighStratum(stratum, frame))
  }
  return labelled
}
