import type { Database, Sql } from '#ports/database.ts'
import type { FeedbackRecord, PredictionRecord } from '#ports/spool.ts'
import { type KnownPrediction, knownPrediction } from './known-prediction.ts'
import { afterFeedback, saysNothingNew } from './rules/feedback.ts'

/** The only SQL that writes `prediction` and `feedback`. */
export function captureStore(database: Database) {
  return {
    /** Rows that stand there already are left as they are: settling again is harmless. [CA3] */
    async savePredictions(records: readonly PredictionRecord[]): Promise<void> {
      if (records.length === 0) return
      await database.query(
        `insert into prediction (id, model_version, class_index, class, confidence, probabilities, embedding,
           answered_at, bucket, object_key, media_type, bytes, width, height, sha256, attributes, random_key)
         select id, model_version, class_index, class, confidence, probabilities, decode(embedding, 'base64'),
           answered_at, bucket, object_key, media_type, bytes, width, height, sha256, attributes, random_key
         from json_to_recordset($1::json) as row (id uuid, model_version text, class_index integer, class text,
           confidence double precision, probabilities double precision[], embedding text, answered_at timestamptz,
           bucket text, object_key text, media_type text, bytes integer, width integer, height integer, sha256 text,
           attributes jsonb, random_key double precision)
         on conflict (id) do nothing`,
        [JSON.stringify(records.map(rowOf))],
      )
    },

    async find(id: string): Promise<KnownPrediction | undefined> {
      return knownPrediction(database, id)
    },

    /** Adds one word, once, and brings the index up to date with it. Returns what stands afterwards. [CA7] */
    async addFeedback(said: FeedbackRecord): Promise<KnownPrediction | undefined> {
      return database.transaction(async (sql) => {
        await sql.query('select id from prediction where id = $1 for update', [said.predictionId])
        const known = await knownPrediction(sql, said.predictionId)
        if (!known || (await isRecorded(sql, said.id)) || saysNothingNew(known.feedback, said)) return known
        const after = afterFeedback(known.feedback, said)
        await sql.query(
          'insert into feedback (id, prediction_id, kind, class, said_at, client) values ($1, $2, $3, $4, $5, $6)',
          [said.id, said.predictionId, said.kind, said.class ?? null, said.at, said.client],
        )
        await sql.query('update prediction set flagged = $2, corrected_class = $3 where id = $1', [
          said.predictionId,
          after.flagged,
          after.correctedClass ?? null,
        ])
        return { ...known, feedback: after }
      })
    },
  }
}

export type CaptureStore = ReturnType<typeof captureStore>

async function isRecorded(sql: Sql, id: string): Promise<boolean> {
  return (await sql.query('select 1 from feedback where id = $1', [id])).length > 0
}

function rowOf(record: PredictionRecord) {
  const { embedding } = record
  return {
    id: record.id,
    model_version: record.modelVersion,
    class_index: record.classIndex,
    class: record.class,
    confidence: record.confidence,
    probabilities: record.probabilities,
    embedding: embedding
      ? Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength).toString('base64')
      : null,
    answered_at: record.answeredAt,
    bucket: record.bucket,
    object_key: record.objectKey,
    media_type: record.mediaType,
    bytes: record.bytes,
    width: record.width,
    height: record.height,
    sha256: record.sha256,
    attributes: record.attributes,
    random_key: record.randomKey,
  }
}
