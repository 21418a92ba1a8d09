import type { DrawMember } from '#contract/sample.ts'
import type { Sql } from '#ports/database.ts'
import type { DrawRecord } from './rules/draw-record.ts'
import type { DrawingInterval } from './rules/drawing-interval.ts'
import type { DrawnUnit } from './rules/drawn-unit.ts'

const drawColumns = `id, model_version as "modelVersion", interval_start as "start", interval_end as "end", design,
  budget, even_share as "floor", seed, epoch_size as "epochSize", frame_size as "frameSize",
  epoch_classes as "epochClasses", strata, frame_filter as "frameFilter",
  frame_filter_sha256 as "frameFilterSha256", algorithm, code_version as "codeVersion",
  flags_as_of as "flagsAsOf", drawn_at as "drawnAt", withdrawn_at as "withdrawnAt"`

/** Makes drawing from one model version a queue until the transaction ends, over all replicas. [SA10] */
export async function lockModelVersion(sql: Sql, modelVersion: string): Promise<void> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`evalloop-draw:${modelVersion}`])
}

/** Ids of the draws that share a moment with the interval, oldest first. [SA10] */
export async function overlappingDraws(
  sql: Sql,
  modelVersion: string,
  { start, end }: DrawingInterval,
): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from draw where model_version = $1 and interval_start < $3 and interval_end > $2
      and withdrawn_at is null order by id`,
    [modelVersion, start, end],
  )
  return rows.map((row) => row.id)
}

export async function insertDraw(sql: Sql, draw: DrawRecord): Promise<void> {
  await sql.query(
    `insert into draw (id, model_version, interval_start, interval_end, design, budget, even_share, seed, epoch_size,
      frame_size, epoch_classes, strata, frame_filter, frame_filter_sha256, algorithm, code_version, flags_as_of,
      drawn_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
    [
      draw.id,
      draw.modelVersion,
      draw.start,
      draw.end,
      draw.design,
      draw.budget,
      draw.floor,
      draw.seed,
      draw.epochSize,
      draw.frameSize,
      JSON.stringify(draw.epochClasses),
      JSON.stringify(draw.strata),
      draw.frameFilter,
      draw.frameFilterSha256,
      draw.algorithm,
      draw.codeVersion,
      draw.flagsAsOf,
      draw.drawnAt,
    ],
  )
}

/** Units in one statement. Numbers travel as JSON text, which gives every double back bit for bit. [SA11] */
const chunkUnits = 5_000

export async function insertUnits(sql: Sql, drawId: string, units: readonly DrawnUnit[]): Promise<void> {
  for (let start = 0; start < units.length; start += chunkUnits) {
    await sql.query(
      `insert into draw_unit (draw_id, prediction_id, stratum, inclusion_probability, uniform, proxy, flagged,
        corrected, reasons, rank, position)
      select $1, "predictionId", stratum, "inclusionProbability", uniform, proxy, flagged, corrected, reasons, rank,
        position
      from json_to_recordset($2::json) as unit ("predictionId" uuid, stratum text,
        "inclusionProbability" double precision, uniform double precision, proxy double precision, flagged boolean,
        corrected boolean, reasons text[], rank integer, position integer)`,
      [drawId, JSON.stringify(units.slice(start, start + chunkUnits))],
    )
  }
}

export async function findDraw(sql: Sql, id: string): Promise<DrawRecord | undefined> {
  const rows = await sql.query<DrawRecord>(`select ${drawColumns} from draw where id = $1`, [id])
  return rows[0]
}

/** Keeps the draw from being withdrawn until the transaction ends; others may do the same meanwhile. [SA14] */
export async function shareDraw(sql: Sql, id: string): Promise<DrawRecord | undefined> {
  const rows = await sql.query<DrawRecord>(`select ${drawColumns} from draw where id = $1 for share`, [id])
  return rows[0]
}

/** Waits for everybody who shares the draw, then keeps them out until the transaction ends. [SA14] */
export async function seizeDraw(sql: Sql, id: string): Promise<DrawRecord | undefined> {
  const rows = await sql.query<DrawRecord>(`select ${drawColumns} from draw where id = $1 for update`, [id])
  return rows[0]
}

export async function markWithdrawn(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query('update draw set withdrawn_at = $2 where id = $1', [id, at])
}

/** Draws from the newest back. @param before leave out this draw and newer ones */
export async function newestDraws(
  sql: Sql,
  limit: number,
  before: string | undefined,
  withdrawn: boolean | undefined,
): Promise<DrawRecord[]> {
  return sql.query<DrawRecord>(
    `select ${drawColumns} from draw
    where ($2::uuid is null or id < $2) and ($3::boolean is null or (withdrawn_at is not null) = $3)
    order by id desc limit $1`,
    [limit, before ?? null, withdrawn ?? null],
  )
}

/** Draws that lie wholly inside the window and were not withdrawn, oldest interval first. An absent bound is none. */
export async function drawsInside(
  sql: Sql,
  modelVersion: string,
  { from, to }: Readonly<{ from?: Date; to?: Date }>,
): Promise<DrawRecord[]> {
  return sql.query<DrawRecord>(
    `select ${drawColumns} from draw
    where model_version = $1 and withdrawn_at is null
      and ($2::timestamptz is null or interval_start >= $2) and ($3::timestamptz is null or interval_end <= $3)
    order by interval_start, id`,
    [modelVersion, from ?? null, to ?? null],
  )
}

/** Chosen units in the order of the queue. @param after leave out this position and earlier ones */
export async function membersOf(
  sql: Sql,
  drawId: string,
  page: Readonly<{ after?: number; limit?: number }> = {},
): Promise<DrawMember[]> {
  return sql.query<DrawMember>(
    `select prediction_id as "predictionId", stratum, inclusion_probability as "inclusionProbability", reasons, position
    from draw_unit where draw_id = $1 and position > $2 order by position limit $3`,
    [drawId, page.after ?? -1, page.limit ?? null],
  )
}

/** Every unit of the frame, in the order of the ids. */
export async function unitsOf(sql: Sql, drawId: string): Promise<DrawnUnit[]> {
  return sql.query<DrawnUnit>(
    `select prediction_id as "predictionId", stratum, inclusion_probability as "inclusionProbability", uniform, proxy,
      flagged, corrected, reasons, rank, position
    from draw_unit where draw_id = $1 order by prediction_id`,
    [drawId],
  )
}
