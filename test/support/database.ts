import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#ports/database.ts'
import { startBundledDatabase } from '../../src/adapters/database/bundled.ts'
import { migrate } from '../../src/adapters/database/migrate.ts'
import { openPostgres } from '../../src/adapters/database/postgres.ts'

export type TestDatabase = Readonly<{ database: Database; close(): Promise<void> }>

export const migrationsFolder = join(import.meta.dirname, '../../migrations')

/**
 * A migrated, empty database on a real PostgreSQL: the one of `EVALLOOP_TEST_DATABASE_URL` (in a schema of its own),
 * or the bundled one in a fresh folder.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const url = process.env.EVALLOOP_TEST_DATABASE_URL
  return url ? openOnServer(url) : openBundled()
}

async function openBundled(): Promise<TestDatabase> {
  const folder = await mkdtemp('/tmp/evalloop-test-')
  const server = await startBundledDatabase(join(folder, 'database'))
  const database = openPostgres({ connection: server.connection, connections: 8 })
  await migrate(database, migrationsFolder)
  return {
    database,
    close: async () => {
      await database.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
      if (server.folder !== join(folder, 'database'))
        await rm(server.folder, { recursive: true, force: true })
    },
  }
}

async function openOnServer(url: string): Promise<TestDatabase> {
  const schema = `evalloop_test_${process.pid}_${Math.random().toString(36).slice(2)}`
  const admin = openPostgres({ connection: { url }, connections: 1 })
  await admin.query(`create schema ${schema}`)
  const own = new URL(url)
  own.searchParams.set('options', `-c search_path=${schema}`)
  const database = openPostgres({ connection: { url: own.href }, connections: 8 })
  await migrate(database, migrationsFolder)
  return {
    database,
    close: async () => {
      await database.close()
      await admin.query(`drop schema ${schema} cascade`)
      await admin.close()
    },
  }
}
