import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '#ports/database.ts'
import {
  chooseUnits,
  type DrawnUnit,
  type FrameUnit,
  permanentRandomNumber,
  purposeOf,
} from '../../src/stages/sample/index.ts'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import {
  addPredictions,
  answerTasks,
  mostlyRight,
  openLabellingRooms,
  yesterday,
} from '../support/labelling-rooms.ts'

let opened: TestDatabase
let database: Database

beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
})
afterAll(() => opened?.close())

const refusedWith = (code: string) => expect.objectContaining({ code })

type UnitRow = DrawnUnit & { confidence: number }

/** Frame units as they are stored, read without the room. */
function storedUnits(drawId: string): Promise<UnitRow[]> {
  return database.query<UnitRow>(
    `select u.prediction_id as "predictionId", u.stratum, u.inclusion_probability as "inclusionProbability", u.uniform,
      u.proxy, u.flagged, u.corrected, u.reasons, u.rank, u.position, p.confidence
    from draw_unit u join prediction p on p.id = u.prediction_id where u.draw_id = $1 order by u.prediction_id`,
    [drawId],
  )
}

async function idsOf(modelVersion: string): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    'select id from prediction where model_version = $1 order by id',
    [modelVersion],
  )
  return rows.map(({ id }) => id)
}

describe('a draw', () => {
  test('[SA1] [SA8] holds the predictions of the interval that measure; SQL and code agree on the purpose', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 600 })
    await addPredictions(database, { count: 5, modelVersion, from: yesterday.to })
    await addPredictions(database, { count: 20 })
    const inside = (await idsOf(modelVersion)).slice(0, 600)
    const measuring = inside.filter((id) => purposeOf(id) === 'measure')

    const draw = await sample.draw({ ...yesterday, modelVersion, budget: 40 })
    expect(draw).toMatchObject({ ...yesterday, epochSize: 600, frameSize: measuring.length, state: 'open' })
    expect((await storedUnits(draw.id)).map(({ predictionId }) => predictionId)).toEqual(measuring)
    expect(draw.strata).toMatchObject([{ name: 'remainder', size: measuring.length, drawn: 40 }])
    expect(draw.progress).toEqual({
      tasks: 40,
      waiting: 40,
      leased: 0,
      labelled: 0,
      skipped: 0,
      cannotTell: 0,
    })
  })

  test('[SA8] counts flags and corrections as they stood, and the classes of the epoch', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 90, flagEvery: 15 })
    // At most seven complaints: below a fifth of the budget whichever half they fall into, so all are certain.
    const [first] = (await idsOf(modelVersion)).filter(
      (id, place) => place % 15 > 0 && purposeOf(id) === 'measure',
    )
    await database.query("update prediction set corrected_class = 'Egg' where id = $1", [first ?? ''])
    const draw = await sample.draw({ ...yesterday, modelVersion, budget: 40 })
    await database.query('update prediction set flagged = not flagged where model_version = $1', [
      modelVersion,
    ])
    const certain = (await storedUnits(draw.id)).filter(({ stratum }) => stratum === 'certainty')
    const flagged = (await idsOf(modelVersion)).filter(
      (id, place) => place % 15 === 0 && purposeOf(id) === 'measure',
    )
    expect(certain.map(({ predictionId }) => predictionId)).toEqual([...flagged, first].sort())
    expect(certain.find(({ predictionId }) => predictionId === first)?.reasons).toEqual(['corrected'])
    const [row] = await database.query<{ epoch_classes: number[] }>(
      'select epoch_classes from draw where id = $1',
      [draw.id],
    )
    expect(row?.epoch_classes).toEqual([30, 30, 30])
    expect(await sample.verify(draw.id)).toMatchObject({ differences: [] })
  })

  test('[SA11] is recorded bit for bit, with everything a later reader needs', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 1_000, flagEvery: 9 })
    const draw = await sample.draw({ ...yesterday, modelVersion, budget: 100, floor: 0.3, seed: 'seed' })
    const stored = await storedUnits(draw.id)
    const frame = stored.map(({ predictionId, confidence, flagged, corrected }): FrameUnit => {
      return {
        predictionId,
        proxy: confidence,
        flagged,
        corrected,
        uniform: permanentRandomNumber('seed', predictionId),
      }
    })
    const { units, strata } = chooseUnits(frame, { design: 'recommended', budget: 100, floor: 0.3 })
    expect(stored.map(({ confidence: _, ...unit }) => unit)).toEqual(units)
    const [row] = await database.query('select * from draw where id = $1', [draw.id])
    expect(row).toMatchObject({
      seed: 'seed',
      budget: 100,
      even_share: 0.3,
      strata,
      algorithm: 'evalloop-draw/1',
      code_version: 'test',
      flags_as_of: new Date(draw.drawnAt),
      withdrawn_at: null,
    })
    expect(row).toHaveProperty('frame_filter_sha256', expect.stringMatching(/^[0-9a-f]{64}$/))
    expect(row).toHaveProperty('frame_filter', expect.stringContaining('evalloop-purpose:'))
  })

  test('[SA11] is recorded whole or not at all', async () => {
    const modelVersion = await addPredictions(database, { count: 50 })
    const failing: Database = {
      ...database,
      transaction: (work) =>
        database.transaction((sql) =>
          work({
            query: (text, values) => {
              if (text.includes('insert into draw_unit')) throw new Error('the disk is full')
              return sql.query(text, values)
            },
          }),
        ),
    }
    const request = { ...yesterday, modelVersion, budget: 10 }
    await expect(openLabellingRooms(failing).sample.draw(request)).rejects.toThrow('the disk is full')
    expect(await database.query('select from draw where model_version = $1', [modelVersion])).toEqual([])
    await expect(openLabellingRooms(database).sample.draw(request)).resolves.toMatchObject({ budget: 10 })
  })

  test('[SA12] can be verified, and a changed record is named', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 400, flagEvery: 11 })
    const draw = await sample.draw({ ...yesterday, modelVersion, budget: 60 })
    expect(await sample.verify(draw.id)).toEqual({ units: draw.frameSize, differences: [] })
    await database.query(
      'update draw_unit set inclusion_probability = inclusion_probability * 0.999999999999 where draw_id = $1 and position = 30',
      [draw.id],
    )
    const { differences } = await sample.verify(draw.id)
    expect(differences.map(({ field }) => field)).toEqual(['inclusionProbability'])
  })

  test('[SA13] comes out the same for the same seed; without one it gets its own', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 200 })
    const membersFor = async (seed?: string) => {
      const draw = await sample.draw({ ...yesterday, modelVersion, budget: 30, ...(seed && { seed }) })
      const { members } = await sample.members(draw.id, {})
      await sample.withdraw(draw.id)
      return { seed: draw.seed, members }
    }
    const first = await membersFor('same')
    expect(await membersFor('same')).toEqual(first)
    const free = await membersFor()
    expect(free.seed).toMatch(/^[0-9a-f]{32}$/)
    expect(free.members).not.toEqual(first.members)
  })

  test('[SA6] simple-random: even, whatever floor was asked for', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 100, flagEvery: 4 })
    const draw = await sample.draw({
      ...yesterday,
      modelVersion,
      budget: 10,
      design: 'simple-random',
      floor: 0.2,
    })
    expect(draw).toMatchObject({ design: 'simple-random', floor: 1, strata: [{ name: 'all', drawn: 10 }] })
    expect(new Set((await storedUnits(draw.id)).map((unit) => unit.inclusionProbability)).size).toBe(1)
  })
})

describe('refusals', () => {
  test('[SA10] an overlap names the earlier draw; touching intervals and other model versions are free', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 100 })
    const noon = '2026-02-09T00:00:50.000Z'
    const morning = { from: yesterday.from, to: noon, modelVersion, budget: 5 }
    const first = await sample.draw(morning)
    await expect(sample.draw({ ...yesterday, modelVersion, budget: 5 })).rejects.toMatchObject({
      code: 'DRAW_OVERLAPS',
      details: { draws: [first.id] },
    })
    await sample.draw({ from: noon, to: yesterday.to, modelVersion, budget: 5 })
    await sample.draw({
      ...yesterday,
      modelVersion: await addPredictions(database, { count: 50 }),
      budget: 5,
    })
    await sample.withdraw(first.id)
    await expect(sample.draw(morning)).resolves.toMatchObject({ state: 'open' })
  })

  test('[SA10] of many draws at the same moment, one is made', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 300 })
    const request = { ...yesterday, modelVersion, budget: 20 }
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => sample.draw(request)))
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.id] : []))
    expect(made).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected')
        expect(result.reason).toMatchObject({ code: 'DRAW_OVERLAPS', details: { draws: made } })
    }
  })

  test('[SA15] [SA9] unknown, empty and impossible', async () => {
    const { sample } = openLabellingRooms(database, { servingModelVersion: () => serving })
    const serving = await addPredictions(database, { count: 40 })
    const nobody = '01939e60-0000-7000-8000-000000000000'
    await expect(sample.draw({ ...yesterday, modelVersion: 'none@1', budget: 5 })).rejects.toThrow(
      refusedWith('MODEL_VERSION_MISSING'),
    )
    const longAgo = { from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z', budget: 5 }
    await expect(sample.draw(longAgo)).rejects.toThrow(refusedWith('DRAW_EMPTY'))
    await expect(sample.draw({ from: yesterday.to, to: yesterday.from, budget: 5 })).rejects.toThrow(
      refusedWith('INTERVAL_INVALID'),
    )
    for (const ask of [sample.get, sample.withdraw, sample.verify]) {
      await expect(ask(nobody)).rejects.toThrow(refusedWith('DRAW_MISSING'))
    }
    await expect(sample.members(nobody, {})).rejects.toThrow(refusedWith('DRAW_MISSING'))
    await expect(sample.draw({ ...yesterday, budget: 5 })).resolves.toMatchObject({ modelVersion: serving })
  })

  test('[SA19] a draw ends where the index is complete, and waits when nothing of it is', async () => {
    const modelVersion = await addPredictions(database, { count: 40 })
    const complete = new Date('2026-02-09T00:00:20.000Z')
    const behind = openLabellingRooms(database, { settledUntil: async () => complete })
    const draw = await behind.sample.draw({ ...yesterday, modelVersion, budget: 5 })
    expect(draw).toMatchObject({ to: complete.toISOString(), epochSize: 20 })

    const nothing = openLabellingRooms(database, { settledUntil: async () => new Date(yesterday.from) })
    const refused = nothing.sample.draw({ ...yesterday, modelVersion, budget: 5 })
    await expect(refused).rejects.toEqual(refusedWith('CAPTURE_BEHIND'))

    const { sample } = openLabellingRooms(database)
    const rest = await sample.draw({
      from: complete.toISOString(),
      to: yesterday.to,
      modelVersion,
      budget: 5,
    })
    expect(rest.epochSize).toBe(20)
  })

  test('[SA9] predictions that come after the draw stay open to the next one', async () => {
    const { sample, clock } = openLabellingRooms(database)
    const now = clock.now().toISOString()
    const evening = '2026-02-10T23:00:00.000Z'
    const modelVersion = await addPredictions(database, { count: 30, from: now })
    await database.query('update prediction set answered_at = $2 where model_version = $1', [
      modelVersion,
      clock.now(),
    ])
    const first = await sample.draw({ from: now, to: evening, modelVersion, budget: 5 })
    expect(first).toMatchObject({ epochSize: 30, to: '2026-02-10T12:00:00.001Z' })
    await addPredictions(database, { count: 30, modelVersion, from: '2026-02-10T12:30:00.000Z' })
    clock.advance(3_600)
    await expect(
      sample.draw({ from: first.to, to: evening, modelVersion, budget: 5 }),
    ).resolves.toMatchObject({
      epochSize: 30,
    })
  })
})

describe('afterwards', () => {
  test('[SA14] a draw may be withdrawn until the first answer', async () => {
    const rooms = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 60 })
    const draw = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 5 })
    await rooms.label.lease(draw.id, { annotator: 'ada' })
    await rooms.sample.withdraw(draw.id)
    expect(await rooms.sample.withdraw(draw.id)).toMatchObject({ id: draw.id, state: 'withdrawn' })
    expect(await rooms.sample.get(draw.id)).toMatchObject({ state: 'withdrawn' })
    const next = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 5 })
    await answerTasks(rooms, next.id, 1, mostlyRight)
    await expect(rooms.sample.withdraw(next.id)).rejects.toThrow(refusedWith('DRAW_HAS_ANSWERS'))
  })

  test('[SA14] withdrawal and first answer at the same moment: exactly one of them is refused', async () => {
    const { sample, label } = openLabellingRooms(database)
    for (let attempt = 0; attempt < 16; attempt++) {
      const modelVersion = await addPredictions(database, { count: 20 })
      const draw = await sample.draw({ ...yesterday, modelVersion, budget: 2 })
      const { tasks } = await label.lease(draw.id, { annotator: 'ada', count: 1 })
      const given = {
        annotator: 'ada',
        answer: { kind: 'skip' },
        millisecondsSpent: 1,
        predictionShown: false,
      } as const
      const answer = () => label.annotate(tasks[0]?.id ?? '', given)
      const both = attempt % 2 ? [answer(), sample.withdraw(draw.id)] : [sample.withdraw(draw.id), answer()]
      const refused = (await Promise.allSettled(both)).filter((result) => result.status === 'rejected')
      const { state } = await sample.get(draw.id)
      expect(refused).toMatchObject([
        { reason: { code: state === 'withdrawn' ? 'DRAW_WITHDRAWN' : 'DRAW_HAS_ANSWERS' } },
      ])
    }
  })

  test('[SA16] a draw stands although its tasks could not be made, and they are made later', async () => {
    const rooms = openLabellingRooms(database, { onDraw: () => Promise.reject(new Error('no tasks today')) })
    const modelVersion = await addPredictions(database, { count: 60 })
    const draw = await rooms.sample.draw({ ...yesterday, modelVersion, budget: 5 })
    expect(rooms.faults).toMatchObject([{ message: 'no tasks today' }])
    expect(draw).toMatchObject({ state: 'open', progress: { tasks: 0 } })
    const { tasks, progress } = await rooms.label.lease(draw.id, { annotator: 'ada', count: 2 })
    expect(tasks.map(({ position }) => position)).toEqual([0, 1])
    expect(progress).toMatchObject({ tasks: 5, leased: 2, waiting: 3 })
  })

  test('[SA17] lists run from the newest back, by state, page by page', async () => {
    const rooms = openLabellingRooms(database)
    const { sample } = rooms
    const drawn: string[] = []
    for (const place of Array.from({ length: 5 }, (_, day) => day)) {
      const modelVersion = await addPredictions(database, { count: 30 })
      const draw = await sample.draw({ ...yesterday, modelVersion, budget: 2 })
      drawn.unshift(draw.id)
      if (place === 1) await sample.withdraw(draw.id)
      if (place === 2) await answerTasks(rooms, draw.id, 2, mostlyRight)
    }
    const newest = await sample.list({ limit: 2 })
    expect(newest.draws.map(({ id }) => id)).toEqual(drawn.slice(0, 2))
    const following = await sample.list({ limit: 3, cursor: newest.nextCursor ?? '' })
    expect(following.draws.map(({ id, state }) => [id, state])).toEqual([
      [drawn[2], 'done'],
      [drawn[3], 'withdrawn'],
      [drawn[4], 'open'],
    ])
    const open = await sample.list({ limit: 3, state: 'open' })
    expect(open.draws.map(({ id }) => id)).toEqual([drawn[0], drawn[1], drawn[4]])
    expect((await sample.list({ limit: 1, state: 'done' })).draws[0]?.id).toBe(drawn[2])
    expect((await sample.list({ limit: 1, state: 'withdrawn' })).draws[0]?.id).toBe(drawn[3])
    await expect(sample.list({ cursor: 'nonsense' })).rejects.toThrow(refusedWith('CURSOR_INVALID'))
  })

  test('[SA17] the last page has no cursor, whatever the state', async () => {
    const { sample } = openLabellingRooms(database)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await sample.list({ limit: 3, state: 'open', ...(cursor && { cursor }) })
      expect(page.draws.length).toBeGreaterThan(0)
      seen.push(...page.draws.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    const [row] = await database.query<{ count: number }>(
      'select count(*) from draw where withdrawn_at is null',
    )
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBeLessThanOrEqual(row?.count ?? 0)
    expect(seen).toEqual([...seen].sort().reverse())
  })

  test('[SA17] members come in the order of the queue', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 200, flagEvery: 8 })
    const { id } = await sample.draw({ ...yesterday, modelVersion, budget: 25 })
    const first = await sample.members(id, { limit: 20 })
    const rest = await sample.members(id, { limit: 20, cursor: first.nextCursor ?? '' })
    const members = [...first.members, ...rest.members]
    expect(members.map(({ position }) => position)).toEqual(Array.from({ length: 25 }, (_, place) => place))
    expect(rest.nextCursor).toBeUndefined()
    expect(members.every(({ predictionId }) => purposeOf(predictionId) === 'measure')).toBe(true)
    expect(Object.keys(members[0] ?? {}).sort()).toEqual([
      'inclusionProbability',
      'position',
      'predictionId',
      'reasons',
      'stratum',
    ])
    await expect(sample.members(id, { cursor: 'nonsense' })).rejects.toThrow(refusedWith('CURSOR_INVALID'))
  })

  test('[SA18] a preview says what a draw would find, and changes nothing', async () => {
    const { sample } = openLabellingRooms(database)
    const modelVersion = await addPredictions(database, { count: 120, flagEvery: 6 })
    const ids = await idsOf(modelVersion)
    const expected = {
      modelVersion,
      epochSize: 120,
      frameSize: ids.filter((id) => purposeOf(id) === 'measure').length,
      flaggedOrCorrected: ids.filter((id, place) => place % 6 === 0 && purposeOf(id) === 'measure').length,
    }
    expect(await sample.preview({ ...yesterday, modelVersion })).toEqual({ ...expected, overlaps: [] })
    const draw = await sample.draw({ ...yesterday, modelVersion, budget: 5 })
    expect(await sample.preview({ ...yesterday, modelVersion })).toEqual({ ...expected, overlaps: [draw.id] })
    await expect(sample.preview({ ...yesterday, modelVersion: 'none@1' })).rejects.toThrow(
      refusedWith('MODEL_VERSION_MISSING'),
    )
  })
})
