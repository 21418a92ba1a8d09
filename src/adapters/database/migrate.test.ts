import { cp, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Database } from '#ports/database.ts'
import { migrationsFolder, openTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { migrate } from './migrate.ts'

let opened: TestDatabase
let database: Database
let migrations: string[]
beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
  migrations = (await readdir(migrationsFolder)).sort()
})
beforeEach(async () => {
  const [row] = await database.query<{ schema: string }>('select current_schema() as schema')
  await database.query(`drop schema ${row?.schema} cascade`)
  await database.query(`create schema ${row?.schema}`)
})
afterAll(() => opened.close())

test('applies every migration once, in order', async () => {
  expect(await migrate(database, migrationsFolder)).toEqual({ kind: 'current', applied: migrations })
  expect(await migrate(database, migrationsFolder)).toEqual({ kind: 'current', applied: [] })
  expect(await recorded()).toEqual(migrations)
})

test('of two that start at once, one applies and the other finds everything done', async () => {
  const outcomes = await Promise.all([
    migrate(database, migrationsFolder),
    migrate(database, migrationsFolder),
  ])
  const applied = outcomes.map((outcome) => (outcome.kind === 'current' ? outcome.applied : outcome))
  expect(applied).toEqual(expect.arrayContaining([migrations, []]))
})

test('goes on from where an older version stopped', async () => {
  const older = await temporaryFolder()
  for (const name of migrations.slice(0, 2)) await cp(join(migrationsFolder, name), join(older, name))
  await migrate(database, older)
  const outcome = await migrate(database, migrationsFolder)
  expect(outcome).toEqual({ kind: 'current', applied: migrations.slice(2) })
})

test('leaves a schema of a newer version alone and names what it does not know', async () => {
  await migrate(database, migrationsFolder)
  await database.query("insert into schema_migration (name) values ('9999-future.sql')")
  const newer = await temporaryFolder()
  await cp(migrationsFolder, newer, { recursive: true })
  await writeFile(join(newer, '9998-own.sql'), 'create table own (id integer)')
  expect(await migrate(database, newer)).toEqual({ kind: 'newer', unknown: ['9999-future.sql'] })
  expect(await database.query("select to_regclass('own') as own")).toEqual([{ own: null }])
})

test('a migration that fails leaves nothing of itself or of its neighbours', async () => {
  const broken = await temporaryFolder()
  await cp(migrationsFolder, broken, { recursive: true })
  await writeFile(join(broken, '9998-broken.sql'), 'create table half (id integer); select 1 / 0')
  await expect(migrate(database, broken)).rejects.toThrow('division by zero')
  expect(await database.query("select to_regclass('half') as half")).toEqual([{ half: null }])
  expect(await migrate(database, migrationsFolder)).toEqual({ kind: 'current', applied: migrations })
})

test('files that are no migrations are passed over', async () => {
  const folder = await temporaryFolder()
  await cp(migrationsFolder, folder, { recursive: true })
  for (const name of ['README.md', '1-short.sql', '0009-x.sql.orig'])
    await writeFile(join(folder, name), 'not SQL')
  expect(await migrate(database, folder)).toEqual({ kind: 'current', applied: migrations })
})

async function recorded(): Promise<string[]> {
  const rows = await database.query<{ name: string }>('select name from schema_migration order by name')
  return rows.map(({ name }) => name)
}
