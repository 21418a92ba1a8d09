import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { buildHttpServer, type HttpOptions } from '../../src/http/server.ts'
import { newTemporaryFolder, removeFolder } from './temporary-folder.ts'

/** The front door with whatever routes a test hangs behind it; requests come through `inject`, without a port. */
export async function openHttpApp(changes: Partial<HttpOptions> = {}): ReturnType<typeof buildHttpServer> {
  const pagesFolder = await newTemporaryFolder()
  await mkdir(join(pagesFolder, 'assets'))
  let requests = 0
  const app = await buildHttpServer({
    guard: { loopbackOnly: true },
    maxImageBytes: 100_000,
    logger: pino({ level: 'silent' }),
    newRequestId: () => `request-${++requests}`,
    version: '0.0.0-test',
    pagesFolder,
    sources: {
      captureHealth: async () => ({
        state: 'keeping-up',
        pending: 3,
        oldestPendingSeconds: 1.5,
        dropped: 2,
        setAside: 1,
      }),
    },
    readiness: async () => ({ ready: true, parts: [] }),
    rooms: async () => {},
    ...changes,
  })
  onTestFinished(async () => {
    await app.close()
    await removeFolder(pagesFolder)
  })
  return app
}
