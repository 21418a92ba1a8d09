import type { AnnotationRequest, LeaseRequest } from '#contract/label.ts'
import type { Sql } from '#ports/database.ts'
import * as actions from './actions.ts'
import { hasAnnotations } from './store.ts'

export type { LabelNeeds } from './actions.ts'
export { labelRoutes } from './routes.ts'

export type LabelRoom = ReturnType<typeof openLabelRoom>

/** Hands tasks to people and keeps what they answer. See SPEC.md. */
export function openLabelRoom(needs: actions.LabelNeeds) {
  return {
    makeTasks: (drawId: string) => actions.makeTasks(drawId, needs),
    lease: (drawId: string, request: LeaseRequest) => actions.lease(drawId, request, needs),
    release: (drawId: string, annotator: string) => actions.release(drawId, annotator, needs),
    task: (taskId: string) => actions.getTask(taskId, needs),
    annotate: (taskId: string, request: AnnotationRequest) => actions.annotate(taskId, request, needs),
    undo: (taskId: string, annotator: string) => actions.undo(taskId, annotator, needs),
    progressOf: (drawIds: readonly string[]) => actions.progressOfDraws(drawIds, needs),
    answersOf: (drawId: string) => actions.answersOf(drawId, needs),
    /** For the room sample, which asks it inside the transaction that withdraws a draw. */
    hasAnswers: (drawId: string, sql: Sql) => hasAnnotations(sql, drawId),
  }
}
