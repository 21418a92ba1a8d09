import { api } from '#contract/api.ts'
import { EvalloopError } from '#contract/errors.ts'
import type {
  AnnotationRequest,
  AnnotationResult,
  Answer,
  Lease,
  LeaseRequest,
  Task,
} from '#contract/label.ts'
import type { TaskCounts } from '#contract/sample.ts'
import type { Clock, NewId } from '#ports/clock.ts'
import type { Database, Sql } from '#ports/database.ts'
import type { SampleRoom } from '../sample/index.ts'
import { pictureSizes } from './pictures.ts'
import { classOf, judgeAnswer, judgeUndo, makesLabel, toAnswer } from './rules/judge-answer.ts'
import * as store from './store.ts'

/** What the room is handed by whoever puts the server together. */
export type LabelNeeds = Readonly<{
  database: Database
  clock: Clock
  newId: NewId
  /** How long an annotator keeps a task without a sign of life. */
  leaseSeconds: number
  sample: Pick<SampleRoom, 'holdOpen' | 'queueOf'>
}>

const defaultCount = 6
const noCounts: TaskCounts = { tasks: 0, waiting: 0, leased: 0, labelled: 0, skipped: 0, cannotTell: 0 }
/** Tasks that one statement makes. */
const chunkTasks = 5_000

/** Makes the tasks of a draw that are still missing; a second time is harmless. [LA1] */
export async function makeTasks(drawId: string, needs: LabelNeeds): Promise<void> {
  await needs.database.transaction((sql) => makeTasksWithin(sql, drawId, needs))
}

async function makeTasksWithin(sql: Sql, drawId: string, { sample, newId }: LabelNeeds): Promise<void> {
  // All of them were made in one transaction, so one is proof of all.
  if (await store.hasTasks(sql, drawId)) return
  const queue = await sample.queueOf(drawId, sql)
  for (let start = 0; start < queue.length; start += chunkTasks) {
    const tasks = queue
      .slice(start, start + chunkTasks)
      .map(({ predictionId, position }) => ({ id: newId(), predictionId, position }))
    await store.insertTasks(sql, drawId, tasks)
  }
}

/**
 * Gives an annotator work: renews what they hold and tops it up from the front of the queue. [LA2, LA3, LA4, LA5]
 * @throws EvalloopError DRAW_MISSING, DRAW_WITHDRAWN
 */
export async function lease(drawId: string, request: LeaseRequest, needs: LabelNeeds): Promise<Lease> {
  const { annotator, count = defaultCount } = request
  return needs.database.transaction(async (sql) => {
    await needs.sample.holdOpen(sql, drawId)
    await makeTasksWithin(sql, drawId, needs)
    await store.lockAnnotator(sql, drawId, annotator)
    const now = needs.clock.now()
    const until = leaseEnd(now, needs)
    const held = await store.renewLeases(sql, drawId, annotator, until)
    if (held < count) await store.takeTasks(sql, { drawId, annotator, until, now, count: count - held })
    const tasks = await store.heldTasks(sql, drawId, annotator)
    return {
      tasks: await presentTasks(sql, tasks, now),
      leaseSeconds: needs.leaseSeconds,
      progress: await progressOf(sql, drawId, now),
    }
  })
}

/** Gives everything back that an annotator holds of a draw. [LA5] */
export async function release(drawId: string, annotator: string, needs: LabelNeeds): Promise<void> {
  await needs.database.transaction(async (sql) => {
    await store.lockAnnotator(sql, drawId, annotator)
    await store.releaseTasks(sql, drawId, annotator)
  })
}

/**
 * Saves an answer, once. [LA6, LA7, LA8, LA10]
 * @throws EvalloopError TASK_MISSING, TASK_TAKEN, CLASS_UNKNOWN, DRAW_WITHDRAWN
 */
export async function annotate(
  taskId: string,
  request: AnnotationRequest,
  needs: LabelNeeds,
): Promise<AnnotationResult> {
  const { annotator, answer } = request
  return changeTask(taskId, needs, async ({ sql, task, standing, classes, now }) => {
    requireKnownClass(answer, classes)
    const verdict = judgeAnswer({ ...task, ...standingOf(standing) }, annotator, answer, now)
    if (verdict === 'taken') throw new EvalloopError('TASK_TAKEN', { task: taskId })
    if (verdict === 'unchanged') return
    if (standing) await takeBack(sql, task.id, standing.id, now)
    await saveAnswer(sql, task, request, now, needs)
  })
}

/**
 * Takes an answer back; the task returns to the annotator. [LA9]
 * @throws EvalloopError TASK_MISSING, TASK_TAKEN
 */
export async function undo(taskId: string, annotator: string, needs: LabelNeeds): Promise<AnnotationResult> {
  return changeTask(taskId, needs, async ({ sql, task, standing, now }) => {
    const verdict = judgeUndo({ ...task, ...standingOf(standing) }, annotator)
    if (verdict === 'taken') throw new EvalloopError('TASK_TAKEN', { task: taskId })
    if (verdict === 'nothing' || !standing) return
    await takeBack(sql, task.id, standing.id, now)
    await store.reopenTask(sql, task.id, annotator, leaseEnd(now, needs))
  })
}

/** @throws EvalloopError TASK_MISSING */
export async function getTask(taskId: string, needs: LabelNeeds): Promise<Task> {
  return presentTask(needs.database, requireTask(await store.findTask(needs.database, taskId), taskId), needs)
}

/** Progress by draw; a draw whose tasks are still to be made is missing. [LA12] */
export async function progressOfDraws(
  drawIds: readonly string[],
  { database, clock }: LabelNeeds,
): Promise<ReadonlyMap<string, TaskCounts>> {
  return drawIds.length === 0 ? new Map() : store.countTasks(database, drawIds, clock.now())
}

/** The answers to a draw's own tasks, by prediction id, in the order of the queue. Unfinished tasks are missing. [LA14] */
export async function answersOf(
  drawId: string,
  { database }: LabelNeeds,
): Promise<ReadonlyMap<string, Answer>> {
  const rows = await store.finishedTasks(database, drawId)
  return new Map(rows.map((row) => [row.predictionId, toAnswer(row.kind, row.class)]))
}

type TaskChange = Readonly<{
  sql: Sql
  task: store.TaskRow
  standing: store.AnnotationRow | undefined
  classes: readonly string[]
  now: Date
}>

/** Runs a change while nobody else can change the task or withdraw its draw, and answers with what came of it. */
async function changeTask(
  taskId: string,
  needs: LabelNeeds,
  change: (change: TaskChange) => Promise<void>,
): Promise<AnnotationResult> {
  return needs.database.transaction(async (sql) => {
    const { drawId } = requireTask(await store.findTask(sql, taskId), taskId)
    const { classes } = await needs.sample.holdOpen(sql, drawId)
    const task = requireTask(await store.lockTask(sql, taskId), taskId)
    const standing = await store.standingAnnotation(sql, taskId)
    const now = needs.clock.now()
    await change({ sql, task, standing, classes, now })
    const changed = requireTask(await store.findTask(sql, taskId), taskId)
    return { task: await presentTask(sql, changed, needs), progress: await progressOf(sql, drawId, now) }
  })
}

async function saveAnswer(
  sql: Sql,
  task: store.TaskRow,
  { annotator, answer, millisecondsSpent, predictionShown }: AnnotationRequest,
  now: Date,
  { newId }: LabelNeeds,
): Promise<void> {
  const given = { kind: answer.kind, class: classOf(answer) ?? null }
  const annotationId = newId()
  await store.insertAnnotation(sql, {
    id: annotationId,
    taskId: task.id,
    annotator,
    ...given,
    millisecondsSpent,
    predictionShown,
    answeredAt: now,
  })
  await store.finishTask(sql, task.id, answer.kind, now)
  if (!makesLabel(answer)) return
  const { id: taskId, predictionId } = task
  await store.insertLabel(sql, { id: newId(), predictionId, taskId, ...given, annotationId, labelledAt: now })
}

async function takeBack(sql: Sql, taskId: string, annotationId: string, now: Date): Promise<void> {
  await store.retractAnnotation(sql, annotationId, now)
  await store.supersedeLabel(sql, taskId, now)
}

async function progressOf(sql: Sql, drawId: string, now: Date): Promise<TaskCounts> {
  return (await store.countTasks(sql, [drawId], now)).get(drawId) ?? noCounts
}

async function presentTask(sql: Sql, task: store.TaskRow, { clock }: LabelNeeds): Promise<Task> {
  const [presented] = await presentTasks(sql, [task], clock.now())
  if (!presented) throw new EvalloopError('TASK_MISSING', { task: task.id })
  const standing = await store.standingAnnotation(sql, task.id)
  return standing ? { ...presented, answer: toAnswer(standing.kind, standing.class) } : presented
}

async function presentTasks(sql: Sql, tasks: readonly store.TaskRow[], now: Date): Promise<Task[]> {
  const sizes = await pictureSizes(
    sql,
    tasks.map(({ predictionId }) => predictionId),
  )
  return tasks.map(({ id, drawId, predictionId, position, leaseUntil }) => {
    const { width, height } = sizes.get(predictionId) ?? { width: 0, height: 0 }
    const imageUrl = api.predictionImage(predictionId)
    const leased = leaseUntil && leaseUntil > now ? { leasedUntil: leaseUntil.toISOString() } : {}
    return { id, drawId, predictionId, position, imageUrl, width, height, ...leased }
  })
}

function leaseEnd(now: Date, { leaseSeconds }: LabelNeeds): Date {
  return new Date(now.getTime() + leaseSeconds * 1000)
}

function standingOf(standing: store.AnnotationRow | undefined) {
  if (!standing) return {}
  return { standing: { annotator: standing.annotator, answer: toAnswer(standing.kind, standing.class) } }
}

function requireTask(task: store.TaskRow | undefined, id: string): store.TaskRow {
  if (!task) throw new EvalloopError('TASK_MISSING', { task: id })
  return task
}

function requireKnownClass(answer: Answer, classes: readonly string[]): void {
  const name = classOf(answer)
  if (name !== undefined && !classes.includes(name))
    throw new EvalloopError('CLASS_UNKNOWN', { class: name, classes })
}
