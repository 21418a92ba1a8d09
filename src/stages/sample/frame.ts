import type { Sql } from '#ports/database.ts'
import type { DrawingInterval } from './rules/drawing-interval.ts'

/**
 * What this room reads of other rooms' tables: select only. A prediction belongs to capture, a model version to the
 * registry; a draw freezes what it needs of them.
 */

/** A prediction of the epoch, of either purpose. */
export type EpochRow = Readonly<{
  predictionId: string
  classIndex: number
  confidence: number
  flagged: boolean
  corrected: boolean
  /** True when its purpose is to measure. */
  measures: boolean
}>

/**
 * The same as `purposeOf`, for the database: the first bit of the hash is 0 exactly when its number is below one half.
 * A test compares the two.
 */
const measures = `get_byte(sha256(convert_to('evalloop-purpose:' || id::text, 'UTF8')), 0) < 128`

const inEpoch = 'model_version = $1 and answered_at >= $2 and answered_at < $3'

/** Recorded with every draw: which predictions could be drawn. */
export const frameFilter = `${inEpoch} and ${measures}`

/** Rows that are read at once: the event loop gets its turn in between, because predictions must not wait for a draw. */
const chunkRows = 10_000

/**
 * Every prediction of the epoch in the order of the ids, chunk by chunk, as one statement sees them: what arrives or is
 * flagged meanwhile is not in it. [SA8]
 * @param sql a transaction; one reading at a time
 */
export async function* readEpoch(
  sql: Sql,
  modelVersion: string,
  { start, end }: DrawingInterval,
): AsyncGenerator<EpochRow[]> {
  await sql.query(
    `declare evalloop_epoch no scroll cursor for
      select id as "predictionId", class_index as "classIndex", confidence, flagged,
        corrected_class is not null as corrected, ${measures} as measures
      from prediction where ${inEpoch} order by id`,
    [modelVersion, start, end],
  )
  for (;;) {
    const rows = await sql.query<EpochRow>(`fetch ${chunkRows} from evalloop_epoch`)
    if (rows.length > 0) yield rows
    if (rows.length < chunkRows) break
  }
  await sql.query('close evalloop_epoch')
}

export type EpochCounts = Readonly<{ epochSize: number; frameSize: number; flaggedOrCorrected: number }>

/** What a draw would find. [SA18] */
export async function countEpoch(
  sql: Sql,
  modelVersion: string,
  { start, end }: DrawingInterval,
): Promise<EpochCounts> {
  const rows = await sql.query<EpochCounts>(
    `select count(*) as "epochSize", count(*) filter (where ${measures}) as "frameSize",
      count(*) filter (where (flagged or corrected_class is not null) and ${measures}) as "flaggedOrCorrected"
    from prediction where ${inEpoch}`,
    [modelVersion, start, end],
  )
  return rows[0] ?? { epochSize: 0, frameSize: 0, flaggedOrCorrected: 0 }
}

/** Class names of a model version in the order of its outputs; undefined when there is no such version. */
export async function classesOf(sql: Sql, modelVersion: string): Promise<string[] | undefined> {
  const rows = await sql.query<{ classes: string[] }>('select classes from model_version where id = $1', [
    modelVersion,
  ])
  return rows[0]?.classes
}
