import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PredictionFilter, PredictionQuery } from '#contract/capture.ts'
import type { Database } from '#ports/database.ts'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { idOf, predictionRecord } from '../../test/support/prediction-record.ts'
import { addCorrection, addFlag, addLabel, addSettled } from '../../test/support/read-model-facts.ts'
import { captureStore } from '../stages/capture/index.ts'
import { countFacets, listPredictions, readPrediction } from './predictions.ts'

let opened: TestDatabase
let database: Database
beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
})
beforeEach(() => database.query('truncate model_version, prediction, draw cascade'))
afterAll(() => opened.close())

describe('paging', () => {
  test.each(['newest', 'oldest'] as const)(
    '[RM1] %s first, every prediction once, whatever the page size',
    async (order) => {
      await addSettled(database, 23)
      const expected = Array.from({ length: 23 }, (_, number) =>
        idOf(order === 'oldest' ? number : 22 - number),
      )
      for (const limit of [1, 7, 23, 200]) expect(await allIds({ order, limit })).toEqual(expected)
    },
  )

  test('[RM1] predictions that arrive between two pages push nothing twice onto a page and hide nothing', async () => {
    await addSettled(database, 12)
    const arrives = async (number: number) =>
      captureStore(database).savePredictions([predictionRecord(100 + number)])
    const newest = await allIds({ limit: 5 }, arrives)
    expect(newest).toEqual(Array.from({ length: 12 }, (_, number) => idOf(11 - number)))
    const oldest = await allIds({ order: 'oldest', limit: 5 })
    expect(oldest.slice(0, 12)).toEqual([...newest].reverse())
    expect(new Set(oldest).size).toBe(oldest.length)
  })

  test('[RM1] a filter holds from page to page', async () => {
    await addSettled(database, 20)
    expect(await allIds({ class: 'Egg', limit: 2 })).toEqual([19, 16, 13, 10, 7, 4, 1].map(idOf))
  })

  test.each(['x', '', 'bm90IGFuIGlk', `${'A'.repeat(400)}`])(
    '[RM1] the cursor %j is not one that the list gave out',
    async (cursor) => {
      const page = listPredictions(database, { cursor })
      if (cursor === '') expect((await page).predictions).toEqual([])
      else await expect(page).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
    },
  )
})

describe('filters', () => {
  beforeEach(async () => {
    await addSettled(database, 12, (number) => ({
      ...(number >= 8 && { modelVersion: 'other@000000000000' }),
      confidence: number / 11,
    }))
    for (const number of [1, 2, 3]) await addFlag(database, number)
    await addFlag(database, 3, 'unflag')
    await addCorrection(database, 2, 'Bread')
    await addLabel(database, 4, 'Soup')
    await addLabel(database, 5, undefined)
  })

  test.each<[PredictionFilter, number[]]>([
    [{}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    [{ class: 'Soup' }, [2, 5, 8, 11]],
    [{ class: "So'up" }, []],
    [{ flagged: true }, [1, 2]],
    [{ flagged: false, class: 'Bread' }, [0, 3, 6, 9]],
    [{ corrected: true }, [2]],
    [{ labelled: true }, [4, 5]],
    [{ labelled: false, flagged: true }, [1, 2]],
    [{ labelClass: 'Soup' }, [4]],
    [{ labelClass: 'none-of-these' }, [5]],
    [{ labelClass: 'Egg' }, []],
    [{ minConfidence: 10 / 11 }, [10, 11]],
    [{ maxConfidence: 1 / 11 }, [0, 1]],
    [{ minConfidence: 0.5, maxConfidence: 0.6 }, [6]],
    [{ modelVersion: 'other@000000000000' }, [8, 9, 10, 11]],
    [{ from: '2026-01-31T12:00:10.007Z' }, [10, 11]],
    [{ to: '2026-01-31T12:00:01.007Z' }, [0]],
    [{ from: '2026-01-31T13:00:02.007+01:00', to: '2026-01-31T12:00:04.007Z' }, [2, 3]],
  ])('[RM2] %j', async (filter, numbers) => {
    expect(await allIds({ ...filter, order: 'oldest' })).toEqual(numbers.map(idOf))
    expect((await countFacets(database, filter)).total).toBe(numbers.length)
  })

  test('[RM2] facets count what the list would show', async () => {
    const combined: PredictionFilter = { class: 'Soup', minConfidence: 0.3, flagged: false }
    const facets = await countFacets(database, combined)
    const count = async (filter: PredictionFilter) => (await allIds(filter)).length
    const { class: _class, ...withoutClass } = combined
    for (const { value, count: counted } of facets.class) {
      expect(counted).toBe(await count({ ...withoutClass, class: value }))
    }
    for (const { value, count: counted } of facets.modelVersion) {
      expect(counted).toBe(await count({ ...combined, modelVersion: value }))
    }
    expect(facets.flagged).toBe(await count({ ...combined, flagged: true }))
    expect(facets.corrected).toBe(await count({ ...combined, corrected: true }))
    expect(facets.labelled).toBe(await count({ ...combined, labelled: true }))
    expect(facets.total).toBe(await count(combined))
  })

  test('[RM2] ten bands of confidence hold every prediction once, both ends included', async () => {
    const { confidenceBand, total } = await countFacets(database, {})
    expect(confidenceBand.map(({ from, to }) => [from, to])).toEqual(
      Array.from({ length: 10 }, (_, band) => [band / 10, (band + 1) / 10]),
    )
    expect(confidenceBand.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    expect(confidenceBand.at(-1)?.count).toBe(2)
  })

  test('[RM2] a facet’s own filter does not narrow it', async () => {
    const { class: classes } = await countFacets(database, { class: 'Soup' })
    expect(classes).toEqual(['Bread', 'Egg', 'Soup'].map((value) => ({ value, count: 4 })))
  })

  test('a row tells feedback and label as they stand', async () => {
    const { predictions } = await listPredictions(database, { order: 'oldest', limit: 6 })
    expect(predictions[2]).toMatchObject({ flagged: true, correctedClass: 'Bread' })
    expect(predictions[3]).toMatchObject({ flagged: false })
    expect(predictions[4]?.label).toEqual({
      kind: 'class',
      class: 'Soup',
      labelledAt: '2026-02-02T11:00:00.001Z',
    })
    expect(predictions[5]?.label).toEqual({ kind: 'none-of-these', labelledAt: '2026-02-02T11:00:00.001Z' })
    expect(predictions[0]).not.toHaveProperty('label')
  })
})

describe('one prediction', () => {
  test('[RM4] tells its history, oldest first', async () => {
    await addSettled(database, 5)
    await addFlag(database, 4)
    await addFlag(database, 4, 'unflag')
    await addCorrection(database, 4, 'Soup')
    await addLabel(database, 4, 'Bread')
    const history = (await readPrediction(database, idOf(4)))?.history ?? []
    expect(history.map(({ kind }) => kind)).toEqual([
      'predicted',
      'flag',
      'unflag',
      'correct',
      'drawn',
      'annotated',
      'labelled',
    ])
    const times = history.map(({ at }) => at)
    expect(times).toEqual([...times].sort())
    expect(history[4]).toMatchObject({ drawId: idOf(0xc000 + 4 * 8 + 1), inclusionProbability: 0.25 })
    const told = history.map(({ text }) => text).join('\n')
    for (const word of [
      '“Egg” with 54.0 %',
      'corrected the class to “Soup”',
      '25.0 %',
      'Ada answered “Bread”',
      'Label: “Bread”',
    ]) {
      expect(told).toContain(word)
    }
  })

  test('[RM4] a withdrawn draw is no part of it', async () => {
    await addSettled(database, 1)
    await addLabel(database, 0, 'Bread')
    await database.query('update draw set withdrawn_at = now()')
    const { history } = (await readPrediction(database, idOf(0))) ?? { history: [] }
    expect(history.map(({ kind }) => kind)).not.toContain('drawn')
  })

  test('an id that the index does not have is undefined', async () => {
    expect(await readPrediction(database, idOf(1))).toBeUndefined()
  })
})

async function allIds(query: PredictionQuery, between?: (page: number) => Promise<void>): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined, page = 0; page < 60; page++) {
    const found = await listPredictions(database, { ...query, ...(cursor !== undefined && { cursor }) })
    ids.push(...found.predictions.map(({ id }) => id))
    cursor = found.nextCursor
    if (cursor === undefined) return ids
    await between?.(page)
  }
  throw new Error('The list does not end.')
}
