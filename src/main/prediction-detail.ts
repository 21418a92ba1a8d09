import type { FeedbackState, PredictionDetail } from '#contract/capture.ts'
import type { Database } from '#ports/database.ts'
import type { ObjectStore } from '#ports/object-store.ts'
import type { PredictionRecord, Spool } from '#ports/spool.ts'
import { readPrediction } from '../read-model/index.ts'
import { afterFeedback, tagsOf } from '../stages/capture/index.ts'
import { answerOf } from '../stages/predict/index.ts'
import { purposeOf } from '../stages/sample/index.ts'

type Sources = Readonly<{ spool: Spool; database: Database; objects: ObjectStore }>

/**
 * One prediction, wherever it is by now: the local disk is asked first, because an entry leaves it last. Feedback that
 * still waits there counts already. [RM3]
 */
export async function predictionDetail(
  id: string,
  { spool, database, objects }: Sources,
): Promise<PredictionDetail | undefined> {
  const said = await spool.feedbackOf(id)
  const waiting = await spool.find(id)
  if (waiting) return detailOfWaiting(waiting, said.reduce(afterFeedback, { flagged: false }))
  const known = await readPrediction(database, id)
  if (!known) return undefined
  const { correctedClass, ...rest } = known
  const indexed = { flagged: known.flagged, ...(correctedClass !== undefined && { correctedClass }) }
  return {
    ...rest,
    ...said.reduce(afterFeedback, indexed),
    tags: { ...(await objects.tags(known.bucket, known.objectKey)) },
    purpose: purposeOf(id),
    settled: true,
  }
}

function detailOfWaiting(record: PredictionRecord, feedback: FeedbackState): PredictionDetail {
  return {
    ...answerOf(record, true),
    ...feedback,
    tags: { ...tagsOf(record, feedback) },
    purpose: purposeOf(record.id),
    attributes: { ...record.attributes },
    sha256: record.sha256,
    settled: false,
    history: [
      {
        at: record.answeredAt.toISOString(),
        kind: 'predicted',
        text: `${record.modelVersion} answered “${record.class}”; on its way to the index.`,
      },
    ],
  }
}
