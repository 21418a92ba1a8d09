/** A value that PostgreSQL takes for a parameter. Objects and arrays go in as JSON text. */
export type SqlValue =
  | string
  | number
  | boolean
  | bigint
  | Date
  | Uint8Array
  | null
  | readonly string[]
  | readonly number[]

/** Runs SQL. Values are always parameters (`$1`), never part of the text. */
export interface Sql {
  /** Rows of one statement. `bigint` and `count(*)` arrive as numbers, `timestamptz` as Date, `bytea` as Buffer. */
  query<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]>
}

/** PostgreSQL 14 or newer. Throws STORAGE_UNREACHABLE when it does not answer. */
export interface Database extends Sql {
  /** All or nothing: commits when `work` returns, rolls back when it throws. Do not use the outer database inside. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>
}
