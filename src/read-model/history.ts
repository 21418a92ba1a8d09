import type { PredictionDetail, PredictionRow } from '#contract/capture.ts'
import type { Database } from '#ports/database.ts'

type Entry = PredictionDetail['history'][number]

/** What happened to a prediction, oldest first. [RM4] */
export async function historyOf(database: Database, prediction: PredictionRow): Promise<Entry[]> {
  const [feedback, draws, annotations, labels] = await Promise.all([
    feedbackOn(database, prediction.id),
    drawsOf(database, prediction.id),
    annotationsOf(database, prediction.id),
    labelsOf(database, prediction.id),
  ])
  const first: Entry = {
    at: prediction.answeredAt,
    kind: 'predicted',
    text: `${prediction.modelVersion} answered “${prediction.class}” with ${percent(prediction.confidence)}.`,
  }
  return [
    first,
    ...[...feedback, ...draws, ...annotations, ...labels].sort((a, b) => a.at.localeCompare(b.at)),
  ]
}

async function feedbackOn(database: Database, id: string): Promise<Entry[]> {
  const rows = await database.query<{ kind: keyof typeof said; class: string | null; said_at: Date }>(
    'select kind, class, said_at from feedback where prediction_id = $1',
    [id],
  )
  return rows.map((row) => ({
    at: row.said_at.toISOString(),
    kind: row.kind,
    text: said[row.kind](row.class ?? ''),
  }))
}

const said = {
  flag: () => 'A person flagged the answer as wrong.',
  unflag: () => 'The flag was taken back.',
  correct: (name: string) => `A person corrected the class to “${name}”.`,
  uncorrect: () => 'The correction was taken back.',
}

async function drawsOf(database: Database, id: string): Promise<Entry[]> {
  const rows = await database.query<{
    draw_id: string
    drawn_at: Date
    stratum: string
    inclusion_probability: number
    position: number | null
  }>(
    `select u.draw_id, d.drawn_at, u.stratum, u.inclusion_probability, u.position
     from draw_unit u join draw d on d.id = u.draw_id where u.prediction_id = $1 and d.withdrawn_at is null`,
    [id],
  )
  return rows.map((row) => ({
    at: row.drawn_at.toISOString(),
    kind: 'drawn',
    text: `A draw ${row.position === null ? 'passed it over' : 'chose it'}; its chance was ${percent(row.inclusion_probability)} (stratum ${row.stratum}).`,
    drawId: row.draw_id,
    inclusionProbability: row.inclusion_probability,
  }))
}

async function annotationsOf(database: Database, id: string): Promise<Entry[]> {
  const rows = await database.query<{
    annotator: string
    kind: keyof typeof answers
    class: string | null
    answered_at: Date
    retracted_at: Date | null
  }>(
    `select a.annotator, a.kind, a.class, a.answered_at, a.retracted_at
     from annotation a join task t on t.id = a.task_id where t.prediction_id = $1`,
    [id],
  )
  return rows.map((row) => ({
    at: row.answered_at.toISOString(),
    kind: 'annotated',
    text: `${row.annotator} answered ${answers[row.kind](row.class ?? '')}${row.retracted_at ? ', and took it back' : ''}.`,
  }))
}

const answers = {
  class: (name: string) => `“${name}”`,
  'none-of-these': () => '“none of these”',
  'cannot-tell': () => '“cannot tell”',
  skip: () => 'with a skip',
}

async function labelsOf(database: Database, id: string): Promise<Entry[]> {
  const rows = await database.query<{
    kind: string
    class: string | null
    labelled_at: Date
    superseded_at: Date | null
  }>('select kind, class, labelled_at, superseded_at from label where prediction_id = $1', [id])
  return rows.map((row) => ({
    at: row.labelled_at.toISOString(),
    kind: 'labelled',
    text: `Label: “${row.class ?? 'none of these'}”${row.superseded_at ? ' (superseded)' : ''}.`,
  }))
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
