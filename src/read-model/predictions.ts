import type {
  PredictionDetail,
  PredictionFacets,
  PredictionFilter,
  PredictionPage,
  PredictionQuery,
  PredictionRow,
} from '#contract/capture.ts'
import { EvalloopError } from '#contract/errors.ts'
import type { Database } from '#ports/database.ts'
import { FROM, whereOf } from './filter.ts'
import { historyOf } from './history.ts'

const DEFAULT_LIMIT = 50
const BANDS = 10

type Row = {
  id: string
  model_version: string
  class_index: number
  class: string
  confidence: number
  probabilities: number[]
  answered_at: Date
  bucket: string
  object_key: string
  media_type: string
  bytes: number
  width: number
  height: number
  sha256: string
  attributes: Record<string, string>
  flagged: boolean
  corrected_class: string | null
  classes: string[]
  label_kind: 'class' | 'none-of-these' | null
  label_class: string | null
  label_at: Date | null
}

const COLUMNS = `p.id, p.model_version, p.class_index, p.class, p.confidence, p.probabilities, p.answered_at, p.bucket,
  p.object_key, p.media_type, p.bytes, p.width, p.height, p.sha256, p.attributes, p.flagged, p.corrected_class,
  (select classes from model_version m where m.id = p.model_version) as classes,
  l.kind as label_kind, l.class as label_class, l.labelled_at as label_at`

/** One page of the production index. Ids sort by time, so the id of the last row is the cursor. [RM1, RM2] */
export async function listPredictions(database: Database, query: PredictionQuery): Promise<PredictionPage> {
  const limit = query.limit ?? DEFAULT_LIMIT
  const newestFirst = query.order !== 'oldest'
  const after: [string, string][] = query.cursor
    ? [[newestFirst ? 'p.id < ?' : 'p.id > ?', idOfCursor(query.cursor)]]
    : []
  const { where, values } = whereOf(query, after)
  const rows = await database.query<Row>(
    `select ${COLUMNS} ${FROM} ${where} order by p.id ${newestFirst ? 'desc' : 'asc'} limit ${limit + 1}`,
    values,
  )
  const page = rows.slice(0, limit).map(rowOf)
  const last = page.at(-1)
  return rows.length > limit && last
    ? { predictions: page, nextCursor: cursorOf(last.id) }
    : { predictions: page }
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url')
}

function idOfCursor(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString()
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new EvalloopError('CURSOR_INVALID')
  return id
}

/** One settled prediction with everything that is known about it; undefined when the index does not have it. [RM4] */
export async function readPrediction(
  database: Database,
  id: string,
): Promise<Omit<PredictionDetail, 'tags' | 'purpose' | 'settled'> | undefined> {
  const [row] = await database.query<Row>(`select ${COLUMNS} ${FROM} where p.id = $1`, [id])
  if (!row) return undefined
  return {
    ...rowOf(row),
    attributes: row.attributes,
    sha256: row.sha256,
    history: await historyOf(database, rowOf(row)),
  }
}

function rowOf(row: Row): PredictionRow {
  return {
    id: row.id,
    class: row.class,
    classIndex: row.class_index,
    confidence: row.confidence,
    probabilities: row.classes.map((name, index) => ({
      class: name,
      probability: row.probabilities[index] ?? 0,
    })),
    modelVersion: row.model_version,
    answeredAt: row.answered_at.toISOString(),
    bucket: row.bucket,
    objectKey: row.object_key,
    mediaType: row.media_type,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    captured: true,
    flagged: row.flagged,
    ...(row.corrected_class !== null && { correctedClass: row.corrected_class }),
    ...(row.label_kind && {
      label: {
        kind: row.label_kind,
        ...(row.label_class !== null && { class: row.label_class }),
        labelledAt: (row.label_at ?? row.answered_at).toISOString(),
      },
    }),
  }
}

/** Counts beside the filters. A facet leaves its own filter out, so that its other values stay visible. [RM2] */
export async function countFacets(database: Database, filter: PredictionFilter): Promise<PredictionFacets> {
  const count = async (without: (keyof PredictionFilter)[], columns: string, tail = '') => {
    const { where, values } = whereOf(omit(filter, without))
    return database.query<{ value: string; count: number }>(
      `select ${columns} ${FROM} ${where} ${tail}`,
      values,
    )
  }
  const [total, classes, versions, bands, flagged, corrected, labelled] = await Promise.all([
    count([], 'count(*)'),
    count(['class'], 'p.class as value, count(*)', 'group by p.class order by p.class'),
    count(
      ['modelVersion'],
      'p.model_version as value, count(*)',
      'group by p.model_version order by p.model_version',
    ),
    count(
      ['minConfidence', 'maxConfidence'],
      `least(floor(p.confidence * ${BANDS}), ${BANDS - 1}) as value, count(*)`,
      'group by 1',
    ),
    count(['flagged'], 'count(*) filter (where p.flagged)'),
    count(['corrected'], 'count(*) filter (where p.corrected_class is not null)'),
    count(['labelled'], 'count(*) filter (where l.id is not null)'),
  ])
  const inBand = new Map(bands.map(({ value, count }) => [Number(value), count]))
  return {
    total: total[0]?.count ?? 0,
    class: classes,
    modelVersion: versions,
    confidenceBand: Array.from({ length: BANDS }, (_, band) => ({
      from: band / BANDS,
      to: (band + 1) / BANDS,
      count: inBand.get(band) ?? 0,
    })),
    flagged: flagged[0]?.count ?? 0,
    corrected: corrected[0]?.count ?? 0,
    labelled: labelled[0]?.count ?? 0,
  }
}

function omit(filter: PredictionFilter, fields: (keyof PredictionFilter)[]): PredictionFilter {
  return Object.fromEntries(
    Object.entries(filter).filter(([field]) => !fields.includes(field as keyof PredictionFilter)),
  )
}
