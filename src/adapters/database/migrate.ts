import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database, Sql } from '#ports/database.ts'

/** Any fixed number: two replicas that start at once queue up behind it. */
const MIGRATION_LOCK = 7_301_221

export type MigrationOutcome = { kind: 'current'; applied: string[] } | { kind: 'newer'; unknown: string[] }

/**
 * Brings the schema up to date: every `migrations/NNNN-name.sql` once, in order, each in the same transaction as its
 * record. A database that a newer Evalloop has migrated is left alone and reported as `newer`.
 */
export async function migrate(database: Database, folder: string): Promise<MigrationOutcome> {
  const known = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  return database.transaction(async (sql) => {
    await sql.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    const applied = await appliedMigrations(sql)
    const unknown = applied.filter((name) => !known.includes(name))
    if (unknown.length > 0) return { kind: 'newer', unknown }
    const missing = known.filter((name) => !applied.includes(name))
    for (const name of missing) await apply(sql, name, await readFile(join(folder, name), 'utf8'))
    return { kind: 'current', applied: missing }
  })
}

async function appliedMigrations(sql: Sql): Promise<string[]> {
  await sql.query(`create table if not exists schema_migration (
    name text primary key,
    applied_at timestamptz not null default now()
  )`)
  const rows = await sql.query<{ name: string }>('select name from schema_migration order by name')
  return rows.map((row) => row.name)
}

async function apply(sql: Sql, name: string, text: string): Promise<void> {
  await sql.query(text)
  await sql.query('insert into schema_migration (name) values ($1)', [name])
}
