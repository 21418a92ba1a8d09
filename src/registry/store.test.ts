import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '#ports/database.ts'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { type NewModelVersion, registryStore } from './store.ts'

let opened: TestDatabase
let database: Database
beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
})
beforeEach(() => database.query('truncate model_version cascade'))
afterAll(() => opened.close())

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute))

describe('registryStore', () => {
  test('[RE1] the same version served again, from a restart or from elsewhere, stays one', async () => {
    const store = registryStore(database)
    await store.serve(version('food11@aaa'), at(0))
    await store.serve(version('food11@aaa'), at(1))
    expect(await store.list()).toEqual([
      {
        id: 'food11@aaa',
        name: 'food11',
        classes: ['Bread', 'Egg'],
        artifactSha256: 'food11@aaa',
        stage: 'production',
        registeredAt: at(0).toISOString(),
        serving: true,
      },
    ])
    expect(await stages()).toEqual(['food11@aaa production 12:00'])
  })

  test('[RE2] one version serves at a time; the change is kept with its time', async () => {
    const store = registryStore(database)
    await store.serve(version('food11@aaa'), at(0))
    await store.serve(version('food11@bbb'), at(1))
    await store.serve(version('food11@aaa'), at(2))
    const states = (await store.list()).map(({ id, stage, serving }) => [id, stage, serving])
    expect(states).toEqual([
      ['food11@bbb', 'archived', false],
      ['food11@aaa', 'production', true],
    ])
    expect(await stages()).toEqual(
      [
        'food11@aaa production 12:00',
        'food11@aaa archived 12:01',
        'food11@bbb production 12:01',
        'food11@bbb archived 12:02',
        'food11@aaa production 12:02',
      ].sort(byTime),
    )
  })

  test('[RE2] several that start at once leave exactly one in production', async () => {
    const stores = Array.from({ length: 6 }, () => registryStore(database))
    await Promise.all(stores.map((store, index) => store.serve(version(`food11@${index}`), at(index))))
    const serving = (await registryStore(database).list()).filter((found) => found.serving)
    expect(serving).toHaveLength(1)
  })

  test('[RE3] the classes that were registered first stay', async () => {
    const store = registryStore(database)
    await store.serve(version('food11@aaa'), at(0))
    await store.serve({ ...version('food11@aaa', ['Soup', 'Rice', 'Meat']) }, at(1))
    expect((await store.get('food11@aaa')).classes).toEqual(['Bread', 'Egg'])
  })

  test('class names come back to the letter, in the model’s order', async () => {
    const classes = ['Noodles/Pasta', 'Zürcher “Gschnätzlets”', 'ラーメン', "d'Egg", '']
    await registryStore(database).serve(version('food11@aaa', classes), at(0))
    expect((await registryStore(database).get('food11@aaa')).classes).toEqual(classes)
  })

  test('tells the size of the embedding when there is one', async () => {
    const store = registryStore(database)
    await store.serve({ ...version('food11@aaa'), embeddingSize: 1280 }, at(0))
    expect((await store.get('food11@aaa')).embeddingSize).toBe(1280)
  })

  test('an unknown version is MODEL_VERSION_MISSING', async () => {
    const missing = registryStore(database).get('food11@nothing')
    await expect(missing).rejects.toMatchObject({
      code: 'MODEL_VERSION_MISSING',
      details: { modelVersion: 'food11@nothing' },
    })
  })
})

function version(id: string, classes = ['Bread', 'Egg']): NewModelVersion {
  const preprocessing = {
    width: 224,
    height: 224,
    resize: 'stretch',
    colour: 'RGB',
    mean: [0, 0, 0],
    std: [1, 1, 1],
    layout: 'NCHW',
  } as const
  const manifest = {
    name: 'food11',
    classes,
    preprocessing: { ...preprocessing, mean: [0, 0, 0], std: [1, 1, 1] },
  }
  return { id, artifactSha256: id, manifest, embeddingSize: undefined }
}

async function stages(): Promise<string[]> {
  type Row = { model_version: string; stage: string; since: Date }
  const rows = await database.query<Row>('select model_version, stage, since from model_version_stage')
  return rows
    .map((row) => `${row.model_version} ${row.stage} ${row.since.toISOString().slice(11, 16)}`)
    .sort(byTime)
}

function byTime(a: string, b: string): number {
  return a.slice(-5).localeCompare(b.slice(-5)) || a.localeCompare(b)
}
