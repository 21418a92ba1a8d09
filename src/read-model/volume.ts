import type { Overview } from '#contract/overview.ts'
import type { Database } from '#ports/database.ts'

const BINS = 48
const BIN_SECONDS = [60, 300, 900, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 604_800, 2_592_000]

export type Period = Readonly<{ from: Date; to: Date }>

/** Predictions in time, in at most 48 bins of a round width, with the feedback on them. */
export async function volumeOf(
  database: Database,
  period: Period,
): Promise<Pick<Overview, 'volume' | 'feedback'>> {
  const binSeconds = binWidth(period)
  const [bins, [counts]] = await Promise.all([
    database.query<{ bin: number; count: number }>(
      `select floor(extract(epoch from answered_at) / $3)::bigint as bin, count(*) from prediction
       where answered_at >= $1 and answered_at < $2 group by 1 order by 1`,
      [period.from, period.to, binSeconds],
    ),
    database.query<{ flagged: number; corrected: number }>(
      `select count(*) filter (where flagged) as flagged, count(*) filter (where corrected_class is not null) as corrected
       from prediction where answered_at >= $1 and answered_at < $2 and (flagged or corrected_class is not null)`,
      [period.from, period.to],
    ),
  ])
  return {
    volume: {
      total: bins.reduce((sum, { count }) => sum + count, 0),
      binSeconds,
      bins: bins.map(({ bin, count }) => ({ at: new Date(bin * binSeconds * 1000).toISOString(), count })),
    },
    feedback: { flagged: counts?.flagged ?? 0, corrected: counts?.corrected ?? 0 },
  }
}

function binWidth({ from, to }: Period): number {
  const seconds = (to.getTime() - from.getTime()) / 1000
  return BIN_SECONDS.find((width) => seconds / width <= BINS) ?? Math.ceil(seconds / BINS)
}

/** The first answer of all; undefined before there is one. */
export async function firstAnswerAt(database: Database): Promise<Date | undefined> {
  const [row] = await database.query<{ answered_at: Date }>(
    'select answered_at from prediction order by id limit 1',
  )
  return row?.answered_at
}
