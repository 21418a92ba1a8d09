import { startBundledDatabase } from '../../src/adapters/database/bundled.ts'

/** A process of its own that starts the bundled PostgreSQL in the folder it is given, says where, and waits for its end. */
const [, , folder = ''] = process.argv
const server = await startBundledDatabase(folder)
process.send?.({ connection: server.connection, folder: server.folder })
process.on('message', () => {})
