import type { Answer } from '#contract/label.ts'
import type { Database } from '#ports/database.ts'
import { seededRandom } from '#statistics'
import { newId } from '../../src/adapters/clock/system.ts'
import { openEvaluateRoom } from '../../src/stages/evaluate/index.ts'
import { type LabelRoom, openLabelRoom } from '../../src/stages/label/index.ts'
import { openSampleRoom, type SampleNeeds, type SampleRoom } from '../../src/stages/sample/index.ts'
import { type ManualClock, manualClock } from './manual-clock.ts'

export const classes = ['Soup', 'Rice', 'Egg'] as const
export const leaseSeconds = 300

/** When every test begins; the predictions were answered the day before. */
const today = '2026-02-10T12:00:00.000Z'
export const yesterday = { from: '2026-02-09T00:00:00.000Z', to: '2026-02-10T00:00:00.000Z' }

export type LabellingRooms = ReturnType<typeof openLabellingRooms>

/** Sample, label and evaluate as a server puts them together, on a clock that stands still. */
export function openLabellingRooms(database: Database, changes: Partial<SampleNeeds> = {}) {
  const clock: ManualClock = manualClock(today)
  const faults: unknown[] = []
  const servingModelVersion = () => 'nothing serves'
  const sample: SampleRoom = openSampleRoom({
    database,
    clock,
    newId,
    random: seededRandom(1),
    codeVersion: 'test',
    servingModelVersion,
    settledUntil: async (end) => end,
    progressOf: (drawIds) => label.progressOf(drawIds),
    hasAnswers: (drawId, sql) => label.hasAnswers(drawId, sql),
    onDraw: (drawId) => label.makeTasks(drawId),
    reportFault: (fault) => faults.push(fault),
    ...changes,
  })
  const label: LabelRoom = openLabelRoom({ database, clock, newId, leaseSeconds, sample })
  const evaluate = openEvaluateRoom({ database, servingModelVersion, sample, label })
  return { database, clock, faults, sample, label, evaluate }
}

export type PredictionPlan = Readonly<{
  count: number
  /** Time of the first answer; the others follow second by second. */
  from?: string
  modelVersion?: string
  /** Every n-th prediction is flagged; none when absent. */
  flagEvery?: number
}>

const idRandom = seededRandom(11)
let idsMade = 0

/**
 * UUIDs version 7 that are the same in every run: an id decides which half of the traffic a prediction falls into, and
 * chance must not decide whether a test passes.
 */
function predictionId(): string {
  const time = (0x19_0000_0000 + idsMade++).toString(16).padStart(12, '0')
  const digits = (count: number) =>
    Array.from({ length: count }, () => Math.floor(idRandom() * 16).toString(16)).join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits(3)}-8${digits(3)}-${digits(12)}`
}

/** Predictions in the index, of a model version of their own unless one is named. Returns the version's id. */
export async function addPredictions(database: Database, plan: PredictionPlan): Promise<string> {
  const modelVersion = plan.modelVersion ?? `model@${newId()}`
  await database.query(
    `insert into model_version (id, name, artifact_sha256, classes, manifest, stage, registered_at)
    values ($1, 'model', 'sha', $2, '{}', 'archived', now()) on conflict (id) do nothing`,
    [modelVersion, JSON.stringify(classes)],
  )
  const random = seededRandom(7)
  const start = new Date(plan.from ?? yesterday.from).getTime()
  const rows = Array.from({ length: plan.count }, (_, place) => {
    const id = predictionId()
    const confidence = 0.4 + 0.6 * random()
    const classIndex = place % classes.length
    const rest = (1 - confidence) / (classes.length - 1)
    return {
      id,
      class_index: classIndex,
      class: classes[classIndex],
      confidence,
      probabilities: classes.map((_, index) => (index === classIndex ? confidence : rest)),
      answered_at: new Date(start + place * 1000).toISOString(),
      object_key: `class_0${classIndex}/${id}.jpg`,
      random_key: random(),
      flagged: plan.flagEvery !== undefined && place % plan.flagEvery === 0,
    }
  })
  for (let first = 0; first < rows.length; first += 10_000) {
    await database.query(
      `insert into prediction (id, model_version, class_index, class, confidence, probabilities, answered_at, bucket,
        object_key, media_type, bytes, width, height, sha256, random_key, flagged)
      select id, $1, class_index, class, confidence, probabilities, answered_at, 'production', object_key, 'image/jpeg',
        1000, 640, 480, 'sha', random_key, flagged
      from json_to_recordset($2::json) as row (id uuid, class_index integer, class text, confidence double precision,
        probabilities double precision[], answered_at timestamptz, object_key text, random_key double precision,
        flagged boolean)`,
      [modelVersion, JSON.stringify(rows.slice(first, first + 10_000))],
    )
  }
  return modelVersion
}

/** Answers the first tasks of a draw, in the order of the queue, as one annotator. */
export async function answerTasks(
  { label, database }: LabellingRooms,
  drawId: string,
  count: number,
  answerOf: (predictedClass: string, place: number) => Answer,
): Promise<void> {
  for (let place = 0; place < count; place++) {
    const { tasks } = await label.lease(drawId, { annotator: 'ada', count: 1 })
    const [task] = tasks
    if (!task) throw new Error('The queue is empty.')
    const [row] = await database.query<{ class: string }>('select class from prediction where id = $1', [
      task.predictionId,
    ])
    const answer = answerOf(row?.class ?? '', place)
    await label.annotate(task.id, {
      annotator: 'ada',
      answer,
      millisecondsSpent: 900,
      predictionShown: false,
    })
  }
}

/** Agrees with the model except on every fifth task. */
export function mostlyRight(predictedClass: string, place: number): Answer {
  return place % 5 === 4 ? { kind: 'none-of-these' } : { kind: 'class', class: predictedClass }
}
