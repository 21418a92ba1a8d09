import type { SourceFile } from './source-files.ts'
import { lineAt, nodesOf, textOf } from './syntax.ts'

export type TableWrite = Readonly<{ file: string; line: number; table: string }>

const verbs = [
  /\binsert\s+into\s+"?(\w+)/gi,
  // `for update` and `do update set` change no table of their own; an alias may stand before `set`.
  /\bupdate\s+(?:only\s+)?"?(?!set\b)(\w+)"?(?:\s+(?:as\s+)?(?!set\b)\w+)?\s+set\b/gi,
  /\bdelete\s+from\s+"?(\w+)/gi,
  /\bmerge\s+into\s+"?(\w+)/gi,
  /\btruncate\s+(?:table\s+)?"?(\w+)/gi,
  /\b(?:create|alter|drop)\s+table\s+(?:if\s+(?:not\s+)?exists\s+)?"?(\w+)/gi,
]

/** Every table that the SQL in a file changes. SQL stands in string literals; comments do not count. */
export function writesIn(source: SourceFile): TableWrite[] {
  return nodesOf(source).flatMap((node) => {
    const sql = textOf(node)
    if (sql === undefined) return []
    const tables = verbs.flatMap((verb) => [...sql.matchAll(verb)].map((match) => match[1] ?? ''))
    return tables.map((table) => ({ file: source.path, line: lineAt(source.text, node.start), table }))
  })
}

export type Migration = Readonly<{ path: string; room: string | undefined; tables: readonly string[] }>

/** A migration's room, as its header names it, and the tables that it makes. */
export function migrationOf({ path, text }: SourceFile): Migration {
  const room = /^-- Room: ([\w-]+)\./m.exec(text)?.[1]
  const statements = text.replaceAll(/--.*$/gm, '')
  return {
    path,
    room,
    tables: [...statements.matchAll(/create table (?:if not exists )?(\w+)/gi)].map(
      (match) => match[1] ?? '',
    ),
  }
}

/** The only SQL outside a room's store: the record of the migrations, and the spool's own SQLite file. */
const exceptions = new Map([
  ['src/adapters/database/migrate.ts', ['schema_migration']],
  ['src/adapters/spool/journal-worker.ts', ['entry']],
])

/** One sentence for every write that does not stand in the store of the room that owns the table. */
export function ownershipViolations(
  writes: readonly TableWrite[],
  migrations: readonly Migration[],
): string[] {
  const owners = new Map(migrations.flatMap(({ room, tables }) => tables.map((table) => [table, room])))
  return writes.flatMap(({ file, line, table }) => {
    if (exceptions.get(file)?.includes(table)) return []
    const room = owners.get(table)
    if (room === undefined) return [`${file}:${line} writes ${table}, which no migration makes`]
    const store = room === 'registry' ? 'src/registry/store.ts' : `src/stages/${room}/store.ts`
    return file === store ? [] : [`${file}:${line} writes ${table}, which belongs to ${store}`]
  })
}
