import type { DrawMember, DrawRequest } from '#contract/sample.ts'
import type { Sql } from '#ports/database.ts'
import * as actions from './actions.ts'
import { drawsInside, membersOf } from './store.ts'

export type { DrawPageQuery, DrawVerification, OpenDraw, SampleNeeds } from './actions.ts'
export { sampleRoutes } from './routes.ts'
export { type ChosenUnits, chooseUnits } from './rules/choose-units.ts'
export type { DrawRecord } from './rules/draw-record.ts'
export type { DrawnStratum, DrawnUnit, DrawParameters, FrameUnit } from './rules/drawn-unit.ts'
export { permanentRandomNumber } from './rules/permanent-random-number.ts'
export { type Purpose, purposeOf } from './rules/purpose.ts'

export type SampleRoom = ReturnType<typeof openSampleRoom>

/** Chooses predictions for labelling, with a recorded chance for every one of them. See SPEC.md. */
export function openSampleRoom(needs: actions.SampleNeeds) {
  return {
    draw: (request: DrawRequest) => actions.makeDraw(request, needs),
    preview: (query: Parameters<typeof actions.previewDraw>[0]) => actions.previewDraw(query, needs),
    get: (id: string) => actions.getDraw(id, needs),
    list: (query: actions.DrawPageQuery) => actions.listDraws(query, needs),
    members: (id: string, query: Readonly<{ limit?: number; cursor?: string }>) =>
      actions.listMembers(id, query, needs),
    withdraw: (id: string) => actions.withdrawDraw(id, needs),
    verify: (id: string) => actions.verifyDraw(id, needs),
    /** For a transaction that saves an answer: see `actions.holdOpen`. */
    holdOpen: actions.holdOpen,
    /** All chosen predictions of a draw, in the order of the queue. */
    queueOf: (drawId: string, sql: Sql = needs.database): Promise<DrawMember[]> => membersOf(sql, drawId),
    /** Draws that lie wholly inside the window and were not withdrawn, oldest first. An absent bound is none. */
    drawsInside: (modelVersion: string, window: Readonly<{ from?: Date; to?: Date }>) =>
      drawsInside(needs.database, modelVersion, window),
  }
}
