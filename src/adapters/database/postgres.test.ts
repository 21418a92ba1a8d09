import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Database } from '#ports/database.ts'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { openPostgres } from './postgres.ts'

let opened: TestDatabase
let database: Database
beforeAll(async () => {
  opened = await openTestDatabase()
  database = opened.database
  await database.query('create table thing (id integer primary key, note text)')
})
afterAll(() => opened.close())

describe('values', () => {
  test('bigint and count arrive as numbers, times as Date, bytes as Buffer', async () => {
    const at = new Date('2026-01-31T23:59:59.123Z')
    const [row] = await database.query(
      'select 9007199254740991::bigint as big, count(*) as count, $1::timestamptz as at, $2::bytea as bytes from thing',
      [at, Uint8Array.from([0, 255])],
    )
    expect(row).toEqual({ big: 2 ** 53 - 1, count: 0, at, bytes: Buffer.from([0, 255]) })
  })

  test('doubles come back bit for bit', async () => {
    const values = [0.1 + 0.2, 5e-324, 1 - 2 ** -53, 1.7976931348623157e308]
    const [row] = await database.query<{ values: number[] }>('select $1::double precision[] as values', [
      values,
    ])
    expect(row?.values).toEqual(values)
  })

  test('lists of texts and numbers are taken whole, quotes and all', async () => {
    const texts = ['a', 'b"c', "d'e", '{f,g}', '\\', '']
    const [row] = await database.query<{ texts: string[] }>('select $1::text[] as texts', [texts])
    expect(row?.texts).toEqual(texts)
  })
})

describe('transaction', () => {
  test('keeps everything when the work returns, and returns its result', async () => {
    const result = await database.transaction(async (sql) => {
      await sql.query("insert into thing values (1, 'kept')")
      return 'done'
    })
    expect(result).toBe('done')
    expect(await noteOf(1)).toBe('kept')
  })

  test('keeps nothing when the work throws, and throws the same error', async () => {
    const reason = new Error('changed my mind')
    const work = database.transaction(async (sql) => {
      await sql.query("insert into thing values (2, 'never')")
      throw reason
    })
    await expect(work).rejects.toBe(reason)
    expect(await noteOf(2)).toBeUndefined()
  })

  test('keeps nothing when a statement fails, and every connection is good afterwards', async () => {
    const work = database.transaction(async (sql) => {
      await sql.query("insert into thing values (3, 'never')")
      await sql.query('insert into thing values (3, null)')
    })
    await expect(work).rejects.toMatchObject({ code: '23505' })
    expect(await Promise.all(Array.from({ length: 10 }, () => noteOf(3)))).toEqual(Array(10).fill(undefined))
  })

  test('is not seen by others before it commits', async () => {
    await database.transaction(async (sql) => {
      await sql.query("insert into thing values (4, 'soon')")
      expect(await noteOf(4)).toBeUndefined()
    })
    expect(await noteOf(4)).toBe('soon')
  })
})

describe('a server that is away', () => {
  test.each([
    ['no socket', { socketFolder: '/nowhere', user: 'evalloop', database: 'postgres' }],
    ['a closed port', { url: 'postgres://nobody@127.0.0.1:1/nothing' }],
  ])('%s: STORAGE_UNREACHABLE, for a query and for a transaction', async (_name, connection) => {
    const away = openPostgres({ connection, connections: 2 })
    const unreachable = {
      code: 'STORAGE_UNREACHABLE',
      details: { part: 'database' },
      cause: expect.any(Error),
    }
    await expect(away.query('select 1')).rejects.toMatchObject(unreachable)
    await expect(away.transaction(async () => 'never')).rejects.toMatchObject(unreachable)
    await away.close()
  })

  test('one that takes connections and then falls silent: STORAGE_UNREACHABLE, once for a transaction too', async () => {
    const { url, heard } = await silentServer()
    const frozen = openPostgres({ connection: { url }, connections: 2, silenceLimitMs: 100 })
    const unreachable = { code: 'STORAGE_UNREACHABLE', details: { part: 'database' } }
    await expect(frozen.query('select 1')).rejects.toMatchObject(unreachable)
    await expect(frozen.transaction(async () => 'never')).rejects.toMatchObject(unreachable)
    await frozen.close()
    expect(heard().join()).not.toMatch(/rollback/)
  })

  test('a connection that is cut between two statements ends the transaction, not the process', async () => {
    const cut = database.transaction(async (sql) => {
      const [own] = await sql.query<{ pid: number }>('select pg_backend_pid() as pid')
      await sql.query("insert into thing values (5, 'never')")
      await database.query('select pg_terminate_backend($1, 10000)', [own?.pid ?? 0])
      await sql.query('select 1')
    })
    await expect(cut).rejects.toMatchObject({ code: 'STORAGE_UNREACHABLE' })
    expect(await noteOf(5)).toBeUndefined()
  })

  test('a connection that is cut while a statement runs: STORAGE_UNREACHABLE, and the next query works', async () => {
    const waiting = database.query("select pg_sleep(60), 'to be cut' as mark")
    const cut = async () => {
      const rows = await database.query<{ cut: boolean }>(
        `select pg_terminate_backend(pid) as cut from pg_stat_activity
         where query like '%to be cut%' and state = 'active' and pid <> pg_backend_pid()`,
      )
      return rows.length > 0
    }
    const outcome = expect(waiting).rejects.toMatchObject({ code: 'STORAGE_UNREACHABLE' })
    while (!(await cut()));
    await outcome
    expect(await database.query('select 1 as one')).toEqual([{ one: 1 }])
  })
})

/** Greets as PostgreSQL does ("you are in", "ready for a query") and never says another word. */
async function silentServer() {
  const heard: string[] = []
  const greeting = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0, 0x5a, 0, 0, 0, 5, 0x49])
  const server = createServer((socket) => {
    socket.once('data', () => socket.write(greeting))
    socket.on('data', (bytes) => heard.push(bytes.toString('latin1'))).on('error', () => {})
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { url: `postgres://someone@127.0.0.1:${port}/base`, heard: () => heard }
}

async function noteOf(id: number): Promise<string | undefined> {
  const [row] = await database.query<{ note: string }>('select note from thing where id = $1', [id])
  return row?.note
}
