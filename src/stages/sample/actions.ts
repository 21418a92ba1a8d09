import { createHash } from 'node:crypto'
import { EvalloopError } from '#contract/errors.ts'
import type { Draw, DrawMember, DrawRequest, TaskCounts } from '#contract/sample.ts'
import type { Clock, NewId, Random } from '#ports/clock.ts'
import type { Database, Sql } from '#ports/database.ts'
import { classesOf, countEpoch, frameFilter, readEpoch } from './frame.ts'
import { algorithm, chooseUnits } from './rules/choose-units.ts'
import { compareUnits, type DrawDifference } from './rules/compare-units.ts'
import { type DrawRecord, presentDraw, stateOf } from './rules/draw-record.ts'
import { type DrawingInterval, drawingInterval } from './rules/drawing-interval.ts'
import type { DrawParameters, FrameUnit } from './rules/drawn-unit.ts'
import { newSeed } from './rules/new-seed.ts'
import { permanentRandomNumber } from './rules/permanent-random-number.ts'
import * as store from './store.ts'

/** What the room is handed by whoever puts the server together. */
export type SampleNeeds = Readonly<{
  database: Database
  clock: Clock
  newId: NewId
  random: Random
  /** Goes into the record of every draw. */
  codeVersion: string
  /** Id of the model version that answers now. */
  servingModelVersion(): string
  /**
   * Waits a moment until everything that was answered before `end` stands in the index. Returns the instant up to which
   * it does: `end`, or an earlier one while capture is behind.
   */
  settledUntil(end: Date): Promise<Date>
  /** How far the labelling of these draws is. A draw whose tasks are still to be made may be missing. */
  progressOf(drawIds: readonly string[]): Promise<ReadonlyMap<string, TaskCounts>>
  /**
   * Whether anybody ever answered a task of the draw, answers that were taken back included. Must ask through the `sql`
   * that it is given: the draw is locked there.
   */
  hasAnswers(drawId: string, sql: Sql): Promise<boolean>
  /** Called after a draw was saved. When it fails, the draw stands and `reportFault` hears of it. */
  onDraw(drawId: string): Promise<void>
  reportFault(fault: unknown): void
}>

const defaultFloor = 0.5
const defaultPage = 50

/**
 * Freezes the frame, draws from it and records all of it, or nothing. [SA3, SA8, SA10, SA11, SA13]
 * @throws EvalloopError MODEL_VERSION_MISSING, INTERVAL_INVALID, DRAW_OVERLAPS, DRAW_EMPTY
 */
export async function makeDraw(request: DrawRequest, needs: SampleNeeds): Promise<Draw> {
  const plan = await planOf(request, needs)
  const draw = await needs.database.transaction((sql) => drawWithin(sql, plan, needs))
  // The tasks can be made at any later time, so a failure here must not look like a draw that failed. [SA16]
  await needs.onDraw(draw.id).catch((fault) => needs.reportFault(fault))
  return present(draw, needs)
}

type DrawPlan = DrawParameters & Readonly<{ modelVersion: string; interval: DrawingInterval; seed: string }>

/** The request with everything decided that it left open. */
async function planOf(request: DrawRequest, needs: SampleNeeds): Promise<DrawPlan> {
  const { clock, random, servingModelVersion } = needs
  const { budget, design = 'recommended' } = request
  return {
    modelVersion: request.modelVersion ?? servingModelVersion(),
    interval: await completeInterval(drawingInterval(request.from, request.to, clock.now()), needs),
    design,
    budget,
    floor: design === 'simple-random' ? 1 : (request.floor ?? defaultFloor),
    seed: request.seed ?? newSeed(random),
  }
}

/**
 * The interval as far as the index knows all of it. What is still on its way would be lost to every draw: it is not in
 * this frame, and a later draw may not overlap. [SA19]
 */
async function completeInterval(
  { start, end }: DrawingInterval,
  { settledUntil }: SampleNeeds,
): Promise<DrawingInterval> {
  const complete = await settledUntil(end)
  if (complete <= start) throw new EvalloopError('CAPTURE_BEHIND', { complete: complete.toISOString() })
  return { start, end: complete }
}

async function drawWithin(sql: Sql, plan: DrawPlan, needs: SampleNeeds): Promise<DrawRecord> {
  const { modelVersion, interval, design, budget, floor, seed } = plan
  const classes = await requireClasses(sql, modelVersion)
  await store.lockModelVersion(sql, modelVersion)
  await refuseOverlap(sql, modelVersion, interval)
  const drawnAt = needs.clock.now()
  const { frame, epochClasses } = await freeze(sql, plan, classes.length)
  if (frame.length === 0) throw new EvalloopError('DRAW_EMPTY', { modelVersion })
  const { units, strata } = chooseUnits(frame, plan)
  const record: DrawRecord = {
    id: needs.newId(),
    modelVersion,
    ...interval,
    design,
    budget,
    floor,
    seed,
    epochSize: epochClasses.reduce((total, count) => total + count, 0),
    frameSize: frame.length,
    epochClasses,
    strata,
    frameFilter,
    frameFilterSha256: createHash('sha256').update(frameFilter).digest('hex'),
    algorithm,
    codeVersion: needs.codeVersion,
    flagsAsOf: drawnAt,
    drawnAt,
    withdrawnAt: null,
  }
  await store.insertDraw(sql, record)
  await store.insertUnits(sql, record.id, units)
  return record
}

async function requireClasses(sql: Sql, modelVersion: string): Promise<string[]> {
  const classes = await classesOf(sql, modelVersion)
  if (!classes) throw new EvalloopError('MODEL_VERSION_MISSING', { modelVersion })
  return classes
}

async function refuseOverlap(sql: Sql, modelVersion: string, interval: DrawingInterval): Promise<void> {
  const draws = await store.overlappingDraws(sql, modelVersion, interval)
  if (draws.length > 0) throw new EvalloopError('DRAW_OVERLAPS', { draws })
}

/** The frame, and how often each class was answered in the whole epoch. [SA8] */
async function freeze(sql: Sql, { modelVersion, interval, seed }: DrawPlan, classes: number) {
  const frame: FrameUnit[] = []
  const epochClasses = Array.from({ length: classes }, () => 0)
  for await (const rows of readEpoch(sql, modelVersion, interval)) {
    for (const { predictionId, classIndex, confidence, flagged, corrected, measures } of rows) {
      epochClasses[classIndex] = (epochClasses[classIndex] ?? 0) + 1
      if (!measures) continue
      const uniform = permanentRandomNumber(seed, predictionId)
      frame.push({ predictionId, proxy: confidence, flagged, corrected, uniform })
    }
  }
  return { frame, epochClasses }
}

/** What a draw would find; changes nothing. [SA18] */
export async function previewDraw(
  query: Readonly<{ from: string; to: string; modelVersion?: string }>,
  needs: SampleNeeds,
) {
  const modelVersion = query.modelVersion ?? needs.servingModelVersion()
  const interval = drawingInterval(query.from, query.to, needs.clock.now())
  await requireClasses(needs.database, modelVersion)
  const counts = await countEpoch(needs.database, modelVersion, interval)
  return {
    modelVersion,
    ...counts,
    overlaps: await store.overlappingDraws(needs.database, modelVersion, interval),
  }
}

export async function getDraw(id: string, needs: SampleNeeds): Promise<Draw> {
  return present(await requireDraw(await store.findDraw(needs.database, id), id), needs)
}

export type DrawPageQuery = Readonly<{ state?: Draw['state']; limit?: number; cursor?: string }>

/**
 * Draws from the newest back. [SA17]
 * Open or done depends on the tasks, which this room does not know: pages are filled by looking at draws until enough
 * of them have the wanted state.
 */
export async function listDraws(query: DrawPageQuery, needs: SampleNeeds) {
  const limit = query.limit ?? defaultPage
  const withdrawn = query.state === undefined ? undefined : query.state === 'withdrawn'
  const draws: Draw[] = []
  for (let before = placeOf(query.cursor, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/); ; ) {
    const records = await store.newestDraws(needs.database, limit + 1, before, withdrawn)
    const progress = await needs.progressOf(records.map(({ id }) => id))
    for (const record of records) {
      if (query.state && stateOf(record, progress.get(record.id)) !== query.state) continue
      const last = draws.at(-1)
      if (last && draws.length === limit) return { draws, nextCursor: toCursor(last.id) }
      draws.push(presentDraw(record, progress.get(record.id)))
    }
    before = records.at(-1)?.id
    if (records.length <= limit) return { draws }
  }
}

/** Chosen predictions in the order of the queue. [SA17] */
export async function listMembers(
  drawId: string,
  query: Readonly<{ limit?: number; cursor?: string }>,
  needs: SampleNeeds,
): Promise<{ members: DrawMember[]; nextCursor?: string }> {
  const limit = query.limit ?? defaultPage
  const after = Number(placeOf(query.cursor, /^\d{1,9}$/) ?? -1)
  requireDraw(await store.findDraw(needs.database, drawId), drawId)
  const found = await store.membersOf(needs.database, drawId, { after, limit: limit + 1 })
  const members = found.slice(0, limit)
  const last = members.at(-1)
  return found.length > limit && last ? { members, nextCursor: toCursor(String(last.position)) } : { members }
}

/**
 * Takes a draw back, so that its interval can be drawn again. A second time is harmless. [SA14]
 * @throws EvalloopError DRAW_MISSING, DRAW_HAS_ANSWERS
 */
export async function withdrawDraw(id: string, needs: SampleNeeds): Promise<Draw> {
  await needs.database.transaction(async (sql) => {
    const draw = requireDraw(await store.seizeDraw(sql, id), id)
    if (draw.withdrawnAt) return
    if (await needs.hasAnswers(id, sql)) throw new EvalloopError('DRAW_HAS_ANSWERS', { draw: id })
    await store.markWithdrawn(sql, id, needs.clock.now())
  })
  return getDraw(id, needs)
}

export type DrawVerification = Readonly<{ units: number; differences: readonly DrawDifference[] }>

/** Makes the draw again from its record. No differences: it was drawn as it says. [SA12] */
export async function verifyDraw(id: string, needs: SampleNeeds): Promise<DrawVerification> {
  const draw = requireDraw(await store.findDraw(needs.database, id), id)
  const units = await store.unitsOf(needs.database, id)
  return { units: units.length, differences: compareUnits(units, draw) }
}

/** A draw that is being worked on, with what a worker must know of it. */
export type OpenDraw = Readonly<{ id: string; modelVersion: string; classes: readonly string[] }>

/**
 * Makes sure that a draw stays open until the transaction ends. [SA14]
 * @param sql the transaction in which an answer is saved
 * @throws EvalloopError DRAW_MISSING, DRAW_WITHDRAWN
 */
export async function holdOpen(sql: Sql, id: string): Promise<OpenDraw> {
  const draw = requireDraw(await store.shareDraw(sql, id), id)
  if (draw.withdrawnAt) throw new EvalloopError('DRAW_WITHDRAWN', { draw: id })
  return { id, modelVersion: draw.modelVersion, classes: await requireClasses(sql, draw.modelVersion) }
}

async function present(draw: DrawRecord, { progressOf }: SampleNeeds): Promise<Draw> {
  return presentDraw(draw, (await progressOf([draw.id])).get(draw.id))
}

function requireDraw(draw: DrawRecord | undefined, id: string): DrawRecord {
  if (!draw) throw new EvalloopError('DRAW_MISSING', { draw: id })
  return draw
}

function toCursor(place: string): string {
  return Buffer.from(place).toString('base64url')
}

/** What the cursor stands for; undefined without a cursor. */
function placeOf(cursor: string | undefined, form: RegExp): string | undefined {
  if (cursor === undefined) return undefined
  const place = Buffer.from(cursor, 'base64url').toString()
  if (!form.test(place)) throw new EvalloopError('CURSOR_INVALID')
  return place
}
