import pg from 'pg'
import { EvalloopError } from '#contract/errors.ts'
import type { Database, Sql, SqlValue } from '#ports/database.ts'

const BIGINT = 20
const STATEMENT_LIMIT_MS = 60_000
const CONNECT_LIMIT_MS = 10_000
/** The server ends a statement at its limit; one that does not is frozen or out of reach. */
const SILENCE_LIMIT_MS = STATEMENT_LIMIT_MS + 5_000

export type PostgresOptions = Readonly<{
  connection: { url: string } | { socketFolder: string; user: string; database: string }
  /** Most connections held at once. */
  connections: number
  /** How long a statement may stay without an answer before the server counts as away, in ms. */
  silenceLimitMs?: number
}>

/** Opens a pool on a PostgreSQL ≥ 14. `bigint` arrives as a number: our counts stay far below 2^53. */
export function openPostgres(options: PostgresOptions): Database & { close(): Promise<void> } {
  const pool = new pg.Pool({
    ...connectionOf(options.connection),
    max: options.connections,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: STATEMENT_LIMIT_MS,
    query_timeout: options.silenceLimitMs ?? SILENCE_LIMIT_MS,
    keepAlive: true,
    application_name: 'evalloop',
    types: { getTypeParser: parserOf },
  })
  // An idle connection that dies is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  // The same for one that dies inside a transaction, between two statements: the next statement tells.
  pool.on('connect', (client) => client.on('error', () => {}))

  return {
    query: (text, values) => run(pool, text, values),
    transaction: (work) => inTransaction(pool, work),
    close: () => pool.end(),
  }
}

function connectionOf(connection: PostgresOptions['connection']): pg.PoolConfig {
  if ('url' in connection) return { connectionString: connection.url }
  return { host: connection.socketFolder, user: connection.user, database: connection.database }
}

function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === BIGINT) return Number
  return pg.types.getTypeParser(oid, format as 'text')
}

type Runner = { query(text: string, values: unknown[]): Promise<{ rows: unknown[] }> }

async function run<Row>(runner: Runner, text: string, values: readonly SqlValue[] = []): Promise<Row[]> {
  try {
    const { rows } = await runner.query(text, [...values])
    return rows as Row[]
  } catch (error) {
    throw isAway(error) ? new EvalloopError('STORAGE_UNREACHABLE', { part: 'database' }, error) : error
  }
}

async function inTransaction<Result>(pool: pg.Pool, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const client = await connect(pool)
  let broken: Error | undefined
  try {
    await run(client, 'begin')
    const result = await work({ query: (text, values) => run(client, text, values) })
    await run(client, 'commit')
    return result
  } catch (error) {
    // On a connection to nobody a rollback would only wait once more; the server rolls back when it closes.
    if (error instanceof EvalloopError && error.code === 'STORAGE_UNREACHABLE') broken = error
    else
      await client.query('rollback').catch((fault: Error) => {
        broken = fault
      })
    throw error
  } finally {
    client.release(broken)
  }
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect()
  } catch (error) {
    throw isAway(error) ? new EvalloopError('STORAGE_UNREACHABLE', { part: 'database' }, error) : error
  }
}

const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])
const awayMessages =
  /timeout exceeded when trying to connect|Query read timeout|Connection terminated|connection timeout|not queryable/i

/** SQLSTATE classes 08 (connection), 53 (out of resources), 57P (shutting down). */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return awayCodes.has(code) || /^(08|53|57P)/.test(code) || awayMessages.test(error.message)
}
