import type { PredictionDetail } from '#contract/capture.ts'
import type { Database } from '#ports/database.ts'
import type { ObjectStore } from '#ports/object-store.ts'
import type { PredictionRecord, Spool } from '#ports/spool.ts'
import { readPrediction } from '../read-model/index.ts'
import { tagsOf } from '../stages/capture/index.ts'
import { answerOf } from '../stages/predict/index.ts'
import { purposeOf } from '../stages/sample/index.ts'

type Sources = Readonly<{ spool: Spool; database: Database; objects: ObjectStore }>

/** One prediction, wherever it is by now: the local disk is asked first, because an entry leaves it last. [RM3] */
export async function predictionDetail(
  id: string,
  { spool, database, objects }: Sources,
): Promise<PredictionDetail | undefined> {
  const waiting = await spool.find(id)
  if (waiting) return detailOfWaiting(waiting)
  const known = await readPrediction(database, id)
  if (!known) return undefined
  return {
    ...known,
    tags: { ...(await objects.tags(known.bucket, known.objectKey)) },
    purpose: purposeOf(id),
    settled: true,
  }
}

function detailOfWaiting(record: PredictionRecord): PredictionDetail {
  return {
    ...answerOf(record, true),
    flagged: false,
    tags: { ...tagsOf(record, { flagged: false }) },
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
