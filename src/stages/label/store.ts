import type { Answer } from '#contract/label.ts'
import type { TaskCounts } from '#contract/sample.ts'
import type { Sql } from '#ports/database.ts'

export type TaskRow = Readonly<{
  id: string
  drawId: string
  predictionId: string
  position: number
  state: 'waiting' | 'leased' | 'finished'
  leaseAnnotator: string | null
  leaseUntil: Date | null
}>

const taskColumns = `id, draw_id as "drawId", prediction_id as "predictionId", position, state,
  lease_annotator as "leaseAnnotator", lease_until as "leaseUntil"`

export type NewTask = Readonly<{ id: string; predictionId: string; position: number }>

export async function hasTasks(sql: Sql, drawId: string): Promise<boolean> {
  const rows = await sql.query('select from task where draw_id = $1 limit 1', [drawId])
  return rows.length > 0
}

/** Makes the tasks that are missing. [LA1] */
export async function insertTasks(sql: Sql, drawId: string, tasks: readonly NewTask[]): Promise<void> {
  await sql.query(
    `insert into task (id, draw_id, prediction_id, position, purpose)
    select id, $1, "predictionId", position, 'measure'
    from json_to_recordset($2::json) as new (id uuid, "predictionId" uuid, position integer)
    on conflict do nothing`,
    [drawId, JSON.stringify(tasks)],
  )
}

/**
 * Makes one annotator's requests for work on one draw wait for each other until the transaction ends: a page that asks
 * twice must not get twice as much. [LA4]
 */
export async function lockAnnotator(sql: Sql, drawId: string, annotator: string): Promise<void> {
  await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `evalloop-lease:${drawId}:${annotator}`,
  ])
}

/** Leases that have run out are renewed as well, if nobody took the task meanwhile. */
export async function renewLeases(sql: Sql, drawId: string, annotator: string, until: Date): Promise<number> {
  const rows = await sql.query(
    `update task set lease_until = $3 where draw_id = $1 and lease_annotator = $2 and state = 'leased' returning id`,
    [drawId, annotator, until],
  )
  return rows.length
}

export type Taking = Readonly<{ drawId: string; annotator: string; until: Date; now: Date; count: number }>

/**
 * Leases the first free tasks of the queue. Tasks that another request is just taking are passed over, not waited for:
 * that is what keeps two annotators apart. [LA2, LA3, LA5]
 */
export async function takeTasks(sql: Sql, { drawId, annotator, until, now, count }: Taking): Promise<void> {
  await sql.query(
    `with free as materialized (
      select id from task
      where draw_id = $1 and state <> 'finished' and (state = 'waiting' or lease_until <= $4)
      order by position limit $5 for update skip locked
    )
    update task set state = 'leased', lease_annotator = $2, lease_until = $3
    from free where task.id = free.id`,
    [drawId, annotator, until, now, count],
  )
}

/** What an annotator holds, in the order of the queue. */
export async function heldTasks(sql: Sql, drawId: string, annotator: string): Promise<TaskRow[]> {
  return sql.query<TaskRow>(
    `select ${taskColumns} from task
    where draw_id = $1 and lease_annotator = $2 and state = 'leased' order by position`,
    [drawId, annotator],
  )
}

export async function releaseTasks(sql: Sql, drawId: string, annotator: string): Promise<void> {
  await sql.query(
    `update task set state = 'waiting', lease_annotator = null, lease_until = null
    where draw_id = $1 and lease_annotator = $2 and state = 'leased'`,
    [drawId, annotator],
  )
}

export async function findTask(sql: Sql, id: string): Promise<TaskRow | undefined> {
  const rows = await sql.query<TaskRow>(`select ${taskColumns} from task where id = $1`, [id])
  return rows[0]
}

/** The task as it stands, unchanged by others until the transaction ends. */
export async function lockTask(sql: Sql, id: string): Promise<TaskRow | undefined> {
  const rows = await sql.query<TaskRow>(`select ${taskColumns} from task where id = $1 for update`, [id])
  return rows[0]
}

export async function finishTask(sql: Sql, id: string, outcome: Answer['kind'], at: Date): Promise<void> {
  await sql.query(
    `update task set state = 'finished', outcome = $2, finished_at = $3, lease_annotator = null, lease_until = null
    where id = $1`,
    [id, outcome, at],
  )
}

/** Brings a finished task back to an annotator's screen. [LA9] */
export async function reopenTask(sql: Sql, id: string, annotator: string, until: Date): Promise<void> {
  await sql.query(
    `update task set state = 'leased', outcome = null, finished_at = null, lease_annotator = $2, lease_until = $3
    where id = $1`,
    [id, annotator, until],
  )
}

export type AnnotationRow = Readonly<{
  id: string
  annotator: string
  kind: Answer['kind']
  class: string | null
}>

/** The answer that stands; undefined while there is none. */
export async function standingAnnotation(sql: Sql, taskId: string): Promise<AnnotationRow | undefined> {
  const rows = await sql.query<AnnotationRow>(
    'select id, annotator, kind, class from annotation where task_id = $1 and retracted_at is null',
    [taskId],
  )
  return rows[0]
}

export type NewAnnotation = AnnotationRow &
  Readonly<{ taskId: string; millisecondsSpent: number; predictionShown: boolean; answeredAt: Date }>

export async function insertAnnotation(sql: Sql, annotation: NewAnnotation): Promise<void> {
  await sql.query(
    `insert into annotation (id, task_id, annotator, kind, class, milliseconds_spent, prediction_shown, answered_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      annotation.id,
      annotation.taskId,
      annotation.annotator,
      annotation.kind,
      annotation.class,
      annotation.millisecondsSpent,
      annotation.predictionShown,
      annotation.answeredAt,
    ],
  )
}

export async function retractAnnotation(sql: Sql, id: string, at: Date): Promise<void> {
  await sql.query('update annotation set retracted_at = $2 where id = $1', [id, at])
}

/** Any answer, retracted ones included: whoever answered has seen the image. [LA11] */
export async function hasAnnotations(sql: Sql, drawId: string): Promise<boolean> {
  const rows = await sql.query(
    'select from annotation join task on task.id = annotation.task_id where task.draw_id = $1 limit 1',
    [drawId],
  )
  return rows.length > 0
}

export type NewLabel = Readonly<{
  id: string
  predictionId: string
  taskId: string
  kind: Answer['kind']
  class: string | null
  annotationId: string
  labelledAt: Date
}>

/** The rule is that of one annotator: the answer is the truth until more than one is asked. [LA8] */
export async function insertLabel(sql: Sql, label: NewLabel): Promise<void> {
  await sql.query(
    `insert into label (id, prediction_id, task_id, kind, class, rule, annotation_ids, labelled_at)
    values ($1, $2, $3, $4, $5, 'one-annotator', array[$6::uuid], $7)`,
    [
      label.id,
      label.predictionId,
      label.taskId,
      label.kind,
      label.class,
      label.annotationId,
      label.labelledAt,
    ],
  )
}

export async function supersedeLabel(sql: Sql, taskId: string, at: Date): Promise<void> {
  await sql.query('update label set superseded_at = $2 where task_id = $1 and superseded_at is null', [
    taskId,
    at,
  ])
}

/** Progress of the draws that have tasks. A lease that has run out counts as waiting. [LA12] */
export async function countTasks(
  sql: Sql,
  drawIds: readonly string[],
  now: Date,
): Promise<Map<string, TaskCounts>> {
  const rows = await sql.query<TaskCounts & { drawId: string }>(
    `select draw_id as "drawId", count(*) as tasks,
      count(*) filter (where state = 'waiting' or state = 'leased' and lease_until <= $2) as waiting,
      count(*) filter (where state = 'leased' and lease_until > $2) as leased,
      count(*) filter (where outcome in ('class', 'none-of-these')) as labelled,
      count(*) filter (where outcome = 'skip') as skipped,
      count(*) filter (where outcome = 'cannot-tell') as "cannotTell"
    from task where draw_id = any($1::uuid[]) group by draw_id`,
    [drawIds, now],
  )
  return new Map(rows.map(({ drawId, ...counts }) => [drawId, counts]))
}

export type FinishedTask = Readonly<{ predictionId: string; kind: Answer['kind']; class: string | null }>

/** Finished tasks of a draw, in the order of the queue; the class is that of the label that stands. [LA14] */
export async function finishedTasks(sql: Sql, drawId: string): Promise<FinishedTask[]> {
  return sql.query<FinishedTask>(
    `select task.prediction_id as "predictionId", task.outcome as kind, label.class
    from task left join label on label.task_id = task.id and label.superseded_at is null
    where task.draw_id = $1 and task.state = 'finished' order by task.position`,
    [drawId],
  )
}
