import type { StratumName } from '#contract/sample.ts'
import type { Sql } from '#ports/database.ts'
import type { QueuedUnit } from './rules/draw-evidence.ts'

/**
 * What this room reads of other rooms' tables: select only. Draws, units and predictions never change after the draw, so
 * nothing here needs a lock.
 */

/** A chosen unit, without its answer: that one comes through the door of the room label. */
export type ChosenRow = Omit<QueuedUnit, 'answer'> & Readonly<{ stratum: StratumName }>

/** Chosen units of a draw; within a stratum in rank order. */
export async function chosenUnits(sql: Sql, drawId: string): Promise<ChosenRow[]> {
  return sql.query<ChosenRow>(
    `select u.stratum, u.prediction_id as "predictionId", u.position,
      u.inclusion_probability as "inclusionProbability", u.proxy, p.class_index as predicted
    from draw_unit u join prediction p on p.id = u.prediction_id
    where u.draw_id = $1 and u.position is not null order by u.stratum, u.rank`,
    [drawId],
  )
}

/** Recorded chances of all units of a stratum, the chosen ones first in rank order. */
export async function stratumChances(sql: Sql, drawId: string, stratum: StratumName): Promise<number[]> {
  const rows = await sql.query<{ chances: number[] | null }>(
    `select array_agg(inclusion_probability order by rank nulls last, prediction_id) as chances
    from draw_unit where draw_id = $1 and stratum = $2`,
    [drawId, stratum],
  )
  return rows[0]?.chances ?? []
}

export type FrameSums = Readonly<{ predictedCounts: number[]; probabilitySums: number[][] }>

/** Over the frames of the draws: how often each class was answered, and the sums of all probabilities by answer. */
export async function frameSums(sql: Sql, drawIds: readonly string[], classes: number): Promise<FrameSums> {
  const predictedCounts = Array.from({ length: classes }, () => 0)
  const probabilitySums = predictedCounts.map(() => Array.from({ length: classes }, () => 0))
  const rows = await sql.query<{ predicted: number; place: number; units: number; total: number }>(
    `select p.class_index as predicted, vector.place, count(*) as units, sum(vector.probability) as total
    from draw_unit u join prediction p on p.id = u.prediction_id
      cross join lateral unnest(p.probabilities) with ordinality as vector (probability, place)
    where u.draw_id = any($1::uuid[]) group by p.class_index, vector.place`,
    [drawIds],
  )
  for (const { predicted, place, units, total } of rows) {
    predictedCounts[predicted] = units
    const row = probabilitySums[predicted]
    if (row && place <= classes) row[place - 1] = total
  }
  return { predictedCounts, probabilitySums }
}

/** Probability vectors of predictions, by id. */
export async function probabilitiesOf(
  sql: Sql,
  predictionIds: readonly string[],
): Promise<ReadonlyMap<string, number[]>> {
  const rows = await sql.query<{ id: string; probabilities: number[] }>(
    'select id, probabilities from prediction where id = any($1::uuid[])',
    [predictionIds],
  )
  return new Map(rows.map(({ id, probabilities }) => [id, probabilities]))
}

export type Span = Readonly<{ from?: Date; to?: Date }>

/** Predictions of a model version in the interval, of either purpose. An absent bound is none. */
export async function countPredictions(sql: Sql, modelVersion: string, { from, to }: Span): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    `select count(*) as count from prediction where model_version = $1
      and ($2::timestamptz is null or answered_at >= $2) and ($3::timestamptz is null or answered_at < $3)`,
    [modelVersion, from ?? null, to ?? null],
  )
  return rows[0]?.count ?? 0
}

/** Class names of a model version in the order of its outputs; undefined when there is no such version. */
export async function classesOf(sql: Sql, modelVersion: string): Promise<string[] | undefined> {
  const rows = await sql.query<{ classes: string[] }>('select classes from model_version where id = $1', [
    modelVersion,
  ])
  return rows[0]?.classes
}
