import type { FeedbackState } from '#contract/capture.ts'
import type { Sql } from '#ports/database.ts'

/** What feedback must know about a settled prediction. */
export type KnownPrediction = Readonly<{
  id: string
  class: string
  confidence: number
  answeredAt: Date
  bucket: string
  objectKey: string
  mediaType: string
  classes: readonly string[]
  feedback: FeedbackState
}>

type KnownRow = {
  id: string
  class: string
  confidence: number
  answered_at: Date
  bucket: string
  object_key: string
  media_type: string
  classes: string[]
  flagged: boolean
  corrected_class: string | null
}

/** Reads across rooms, select only: the prediction with the classes of its model version. */
export async function knownPrediction(sql: Sql, id: string): Promise<KnownPrediction | undefined> {
  const [row] = await sql.query<KnownRow>(
    `select p.id, p.class, p.confidence, p.answered_at, p.bucket, p.object_key, p.media_type, m.classes, p.flagged,
       p.corrected_class
     from prediction p join model_version m on m.id = p.model_version where p.id = $1`,
    [id],
  )
  return (
    row && {
      id: row.id,
      class: row.class,
      confidence: row.confidence,
      answeredAt: row.answered_at,
      bucket: row.bucket,
      objectKey: row.object_key,
      mediaType: row.media_type,
      classes: row.classes,
      feedback: {
        flagged: row.flagged,
        ...(row.corrected_class !== null && { correctedClass: row.corrected_class }),
      },
    }
  )
}
