import type { Attributes, PredictionAnswer } from '#contract/predict.ts'
import type { CaptureSink } from '#ports/capture-sink.ts'
import type { Clock, NewId, Random } from '#ports/clock.ts'
import type { ModelAnswer, ModelRunner } from '#ports/model-runner.ts'
import type { PredictionRecord } from '#ports/spool.ts'
import { objectKeyOf, PRODUCTION_BUCKET } from './rules/object-key.ts'

export type ServingModel = Readonly<{ version: string; classes: readonly string[]; runner: ModelRunner }>

export type PredictNeeds = Readonly<{
  /** Largest image file, in bytes. */
  maxImageBytes: number
  model: ServingModel
  capture: CaptureSink
  clock: Clock
  newId: NewId
  random: Random
}>

/** Answers one image. The image goes to the disk while the model runs, its record before the caller. [PR1, PR4, PR5] */
export async function predictImage(
  bytes: Uint8Array,
  attributes: Attributes,
  { model, capture, clock, newId, random }: Omit<PredictNeeds, 'maxImageBytes'>,
): Promise<PredictionAnswer> {
  const id = newId()
  const pending = capture.begin(id, bytes)
  const answer = await model.runner.predict(bytes).catch(async (refusal) => {
    await pending.abandon()
    throw refusal
  })
  const record = recordOf(id, bytes, answer, {
    attributes,
    model,
    answeredAt: clock.now(),
    randomKey: random(),
  })
  const captured = await pending.commit(record)
  return answerOf(record, captured)
}

type Circumstances = { attributes: Attributes; model: ServingModel; answeredAt: Date; randomKey: number }

function recordOf(
  id: string,
  bytes: Uint8Array,
  { probabilities, embedding, image }: ModelAnswer,
  { attributes, model, answeredAt, randomKey }: Circumstances,
): PredictionRecord {
  const confidence = Math.max(...probabilities)
  const classIndex = probabilities.indexOf(confidence)
  return {
    id,
    modelVersion: model.version,
    classIndex,
    class: model.classes[classIndex] ?? '',
    confidence,
    probabilities,
    classes: model.classes,
    ...(embedding && { embedding }),
    answeredAt,
    bucket: PRODUCTION_BUCKET,
    objectKey: objectKeyOf(classIndex, id, image.mediaType),
    bytes: bytes.length,
    ...image,
    attributes,
    randomKey,
  }
}

/** What the caller sees of a record. */
export function answerOf(record: PredictionRecord, captured: boolean): PredictionAnswer {
  return {
    id: record.id,
    class: record.class,
    classIndex: record.classIndex,
    confidence: record.confidence,
    probabilities: record.classes.map((name, index) => ({
      class: name,
      probability: record.probabilities[index] ?? 0,
    })),
    modelVersion: record.modelVersion,
    answeredAt: record.answeredAt.toISOString(),
    bucket: record.bucket,
    objectKey: record.objectKey,
    mediaType: record.mediaType,
    bytes: record.bytes,
    width: record.width,
    height: record.height,
    captured,
  }
}
