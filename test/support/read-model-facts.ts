import type { Database } from '#ports/database.ts'
import type { PredictionRecord } from '#ports/spool.ts'
import { captureStore } from '../../src/stages/capture/index.ts'
import { addModelVersion } from './capture-room.ts'
import { idOf, predictionRecord } from './prediction-record.ts'

/** Settled predictions with the numbers 0 to count − 1. */
export async function addSettled(
  database: Database,
  count: number,
  change: (number: number) => Partial<PredictionRecord> = () => ({}),
): Promise<PredictionRecord[]> {
  const records = Array.from({ length: count }, (_, number) => predictionRecord(number, change(number)))
  for (const record of records) await addModelVersion(database, record)
  await captureStore(database).savePredictions(records)
  return records
}

export async function addFlag(
  database: Database,
  number: number,
  kind: 'flag' | 'unflag' = 'flag',
): Promise<void> {
  const at = new Date(Date.UTC(2026, 1, 1, 9, kind === 'flag' ? 0 : 1))
  const id = idOf(0xa000 + number * 2 + (kind === 'flag' ? 0 : 1))
  await captureStore(database).addFeedback({ id, predictionId: idOf(number), kind, at, client: 'test' })
}

export async function addCorrection(database: Database, number: number, name: string): Promise<void> {
  const at = new Date(Date.UTC(2026, 1, 1, 9, 2))
  const word = {
    id: idOf(0xb000 + number),
    predictionId: idOf(number),
    kind: 'correct',
    class: name,
    at,
    client: 'test',
  } as const
  await captureStore(database).addFeedback(word)
}

/** A draw of one prediction, its task, a person's answer and the label that follows. */
export async function addLabel(database: Database, number: number, name: string | undefined): Promise<void> {
  const [draw, task, annotation, label] = [1, 2, 3, 4].map((part) => idOf(0xc000 + number * 8 + part)) as [
    string,
    string,
    string,
    string,
  ]
  const { modelVersion } = predictionRecord(number)
  const kind = name === undefined ? 'none-of-these' : 'class'
  const day = Date.UTC(2026, 0, 1) + number * 86_400_000
  await database.query(
    `insert into draw (id, model_version, interval_start, interval_end, design, budget, even_share, seed, epoch_size,
       frame_size, epoch_classes, strata, frame_filter, frame_filter_sha256, algorithm, code_version, flags_as_of, drawn_at)
     values ($1, $2, $3, $4, 'simple-random', 1, 0.5, 'seed', 4, 2, '[]', '[]', '', '', 'test', 'test',
       '2026-02-02T10:00:00Z', '2026-02-02T10:00:00Z')`,
    [draw, modelVersion, new Date(day), new Date(day + 1)],
  )
  await database.query(
    `insert into draw_unit (draw_id, prediction_id, stratum, inclusion_probability, uniform, proxy, flagged, corrected,
       reasons, rank, position) values ($1, $2, 'all', 0.25, 0.1, 0.5, false, false, '{random}', 0, 0)`,
    [draw, idOf(number)],
  )
  await database.query(
    `insert into task (id, draw_id, prediction_id, position, purpose, state, outcome, finished_at)
     values ($1, $2, $3, 0, 'measure', 'finished', $4, '2026-02-02T11:00:00Z')`,
    [task, draw, idOf(number), kind],
  )
  await database.query(
    `insert into annotation (id, task_id, annotator, kind, class, milliseconds_spent, prediction_shown, answered_at)
     values ($1, $2, 'Ada', $3, $4, 900, false, '2026-02-02T11:00:00Z')`,
    [annotation, task, kind, name ?? null],
  )
  await database.query(
    `insert into label (id, prediction_id, task_id, kind, class, rule, annotation_ids, labelled_at)
     values ($1, $2, $3, $4, $5, 'one-annotator', $6, '2026-02-02T11:00:00.001Z')`,
    [label, idOf(number), task, kind, name ?? null, [annotation]],
  )
}
