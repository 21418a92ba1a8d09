import type { Feedback, FeedbackState } from '#contract/capture.ts'
import { EvalloopError } from '#contract/errors.ts'
import type { Clock, NewId } from '#ports/clock.ts'
import type { ObjectStore } from '#ports/object-store.ts'
import type { FeedbackRecord, PredictionRecord, Spool, SpoolEntry } from '#ports/spool.ts'
import type { KnownPrediction } from './known-prediction.ts'
import { afterFeedback, saysNothingNew } from './rules/feedback.ts'
import { predictionIdOfKey } from './rules/object-key.ts'
import { isOwnFault } from './rules/own-fault.ts'
import { tagsOf } from './rules/tags.ts'
import type { CaptureStore } from './store.ts'

const BATCH = 64

export type CaptureNeeds = Readonly<{
  spool: Spool
  store: CaptureStore
  objects: ObjectStore
  clock: Clock
  newId: NewId
  /** Called when something new waits to be settled. */
  poke(): void
}>

/**
 * Carries the oldest entries of the spool to object store, tags and index. Returns how many left the queue; throws when
 * a part is away, and leaves the entries where they are. An entry that can never settle is set aside, so that it does
 * not hold up the others. [CA3, CA4, CA10]
 */
export async function settleOnce(needs: CaptureNeeds): Promise<number> {
  const entries = await needs.spool.next(BATCH)
  try {
    await settle(entries, needs)
  } catch (problem) {
    if (!isOwnFault(problem)) throw problem
    for (const entry of entries) await settleAlone(entry, needs)
  }
  return entries.length
}

async function settle(
  entries: readonly SpoolEntry[],
  { spool, store, objects }: CaptureNeeds,
): Promise<void> {
  const predictions = entries.flatMap((entry) => (entry.kind === 'prediction' ? [entry.prediction] : []))
  await Promise.all(predictions.map((record) => putObject(record, spool, objects)))
  await store.savePredictions(predictions)
  for (const entry of entries) {
    if (entry.kind === 'feedback') await settleFeedback(entry.feedback, store, objects)
  }
  await spool.done(entries)
}

async function settleAlone(entry: SpoolEntry, needs: CaptureNeeds): Promise<void> {
  try {
    await settle([entry], needs)
  } catch (problem) {
    if (!isOwnFault(problem)) throw problem
    await needs.spool.setAside(entry, problem instanceof Error ? problem.message : String(problem))
  }
}

async function putObject(record: PredictionRecord, spool: Spool, objects: ObjectStore): Promise<void> {
  const bytes = await spool.image(record.id)
  const tags = tagsOf(record, { flagged: false })
  await objects.put(record.bucket, record.objectKey, bytes, { mediaType: record.mediaType, tags })
}

async function settleFeedback(
  said: FeedbackRecord,
  store: CaptureStore,
  objects: ObjectStore,
): Promise<void> {
  const known = await store.addFeedback(said)
  if (!known) throw new EvalloopError('PREDICTION_MISSING', { predictionId: said.predictionId })
  await objects.setTags(known.bucket, known.objectKey, tagsOf(known, known.feedback))
}

/** Takes down what a person said about a prediction, settled or not. [CA6, CA7, CA8] */
export async function giveFeedback(
  predictionId: string,
  said: Feedback,
  client: string,
  needs: CaptureNeeds,
): Promise<FeedbackState> {
  // Before the index: a word that settles in between is then applied twice, which is harmless, and never missed.
  const waiting = await needs.spool.feedbackOf(predictionId)
  const known = await findPrediction(predictionId, needs)
  if (!known) throw new EvalloopError('PREDICTION_MISSING', { predictionId })
  refuseUnknownClass(said, known.classes)
  const state = waiting.reduce(afterFeedback, known.feedback)
  if (saysNothingNew(state, said)) return state
  await needs.spool.keepFeedback({
    id: needs.newId(),
    predictionId,
    kind: said.kind,
    ...(said.class !== undefined && { class: said.class }),
    at: needs.clock.now(),
    client,
  })
  needs.poke()
  return afterFeedback(state, said)
}

/** The prediction that an object key names; the key must be the prediction's own to the letter. [CA8] */
export async function predictionOfKey(key: string, needs: CaptureNeeds): Promise<string> {
  const id = predictionIdOfKey(key)
  const known = id && (await findPrediction(id, needs))
  if (!known || known.objectKey !== key) throw new EvalloopError('PREDICTION_MISSING', { objectKey: key })
  return known.id
}

/** The spool is asked first: an entry leaves it only after it stands in the index. */
async function findPrediction(
  id: string,
  { spool, store }: CaptureNeeds,
): Promise<KnownPrediction | undefined> {
  const waiting = await spool.find(id)
  return waiting ? { ...waiting, feedback: { flagged: false } } : store.find(id)
}

function refuseUnknownClass({ kind, class: name }: Feedback, classes: readonly string[]): void {
  if (kind === 'correct' && (name === undefined || !classes.includes(name))) {
    throw new EvalloopError('CLASS_UNKNOWN', { class: name, classes })
  }
  if (kind !== 'correct' && name !== undefined) {
    throw new EvalloopError('REQUEST_INVALID', {
      errors: [{ field: 'class', message: 'goes with the kind "correct" only' }],
    })
  }
}
