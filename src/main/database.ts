import { join } from 'node:path'
import type { Database } from '#ports/database.ts'
import { startBundledDatabase } from '../adapters/database/bundled.ts'
import { migrate } from '../adapters/database/migrate.ts'
import { openPostgres } from '../adapters/database/postgres.ts'
import type { Closers } from './closers.ts'
import { StartError } from './config.ts'
import { newerMessage } from './data-folder.ts'
import type { Config } from './settings.ts'

const CONNECTIONS = 12
const migrationsFolder = join(import.meta.dirname, '../../migrations')

/** The database that the settings name, started if it is the bundled one, and migrated. Throws StartError. */
export async function openDatabase(
  config: Config,
  dataFolder: string,
  closers: Closers,
  say: (text: string) => void,
  signal?: AbortSignal,
): Promise<Database> {
  const database = openPostgres({
    connection: config.databaseUrl
      ? { url: config.databaseUrl }
      : await startBundled(dataFolder, closers, say, signal),
    connections: CONNECTIONS,
  })
  closers.add('database', () => database.close())
  const outcome = await migrate(database, migrationsFolder).catch((cause) => {
    const reason = cause.cause?.message ?? cause.message
    throw new StartError(`The database cannot be used: ${reason}.`, cause)
  })
  if (outcome.kind === 'newer')
    throw new StartError(newerMessage(config.databaseUrl ? 'The database' : dataFolder))
  return database
}

async function startBundled(
  dataFolder: string,
  closers: Closers,
  say: (text: string) => void,
  signal: AbortSignal | undefined,
) {
  const wanted = join(dataFolder, 'database')
  const server = await startBundledDatabase(wanted, say, signal).catch((cause: Error) => {
    throw new StartError(cause.message, cause)
  })
  closers.add('postgresql', () => server.stop())
  if (server.folder !== wanted) {
    say(`PostgreSQL does not run as root and cannot reach ${wanted}, so its tables are in ${server.folder}.`)
  }
  return server.connection
}
