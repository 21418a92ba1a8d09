import { join } from 'node:path'
import pino from 'pino'
import { newId, systemClock, systemRandom } from '../adapters/clock/system.ts'
import { sharpImageTool } from '../adapters/image/sharp.ts'
import { openFilesystemStore } from '../adapters/object-store/filesystem.ts'
import { buckets, buildHttpServer, type HttpServer, objectRoutes } from '../http/index.ts'
import { readModelRoutes } from '../read-model/index.ts'
import { registryRoutes, registryStore } from '../registry/index.ts'
import { captureRoutes } from '../stages/capture/index.ts'
import { evaluateRoutes } from '../stages/evaluate/index.ts'
import { labelRoutes } from '../stages/label/index.ts'
import { predictRoutes } from '../stages/predict/index.ts'
import { sampleRoutes } from '../stages/sample/index.ts'
import { openCapture } from './capture.ts'
import type { Closers } from './closers.ts'
import { isLoopback } from './config.ts'
import { takeDataFolder } from './data-folder.ts'
import { openDatabase } from './database.ts'
import { openModel } from './model.ts'
import { readOverview } from './overview.ts'
import { ensurePages, pagesFolder } from './pages.ts'
import { picturesOf } from './pictures.ts'
import { predictionDetail } from './prediction-detail.ts'
import { readinessOf } from './readiness.ts'
import { openRooms } from './rooms.ts'
import type { Config } from './settings.ts'
import { version } from './version.ts'

/** How long running requests may take to end once the server stops. */
const CLOSE_LIMIT_MS = 5_000

/**
 * Plugs every adapter in where the settings say. Parts add themselves to `closers` as they open. Throws StartError, and
 * anything once `signal` aborts.
 */
export async function compose(
  config: Config,
  closers: Closers,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<HttpServer> {
  const folder = await takeDataFolder(config.dataDir)
  closers.add('data folder', () => folder.release())
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))

  const opening = openModel(config, folder.path, signal)
  const opened = opening.catch(() => undefined) // Told where it is awaited; the database may fail first.
  closers.add('model', async () => (await opened)?.runner.close())
  const pages = ensurePages(say, signal)
  const built = pages.catch(() => undefined) // As above: nothing may still be at work once everything has been ended.
  closers.add('pages', () => built)
  const database = await openDatabase(config, folder.path, closers, say, signal)
  await pages
  const model = await opening
  signal.throwIfAborted()

  const registry = registryStore(database)
  await registry.serve(model, systemClock.now())
  const objects = openFilesystemStore(join(folder.path, 'buckets'))
  for (const bucket of Object.keys(buckets)) await objects.ensureBucket(bucket)
  const cache = openFilesystemStore(join(folder.path, 'cache'))

  const capture = await openCapture(folder.path, { database, objects, closers, log })
  const rooms = openRooms({
    database,
    servingVersion: model.id,
    leaseSeconds: config.leaseSeconds,
    settledUntil: capture.settledUntil,
    log,
  })
  const sources = { spool: capture.spool, database, objects, cache, images: sharpImageTool }

  const app = await buildHttpServer({
    guard: {
      loopbackOnly: isLoopback(config.host) && !config.adminToken && !config.adminPassword,
      ...(config.adminToken && { adminToken: config.adminToken }),
      ...(config.adminPassword && { adminPassword: config.adminPassword }),
    },
    maxImageBytes: config.maxImageBytes,
    logger: log,
    newRequestId: newId,
    version,
    pagesFolder,
    sources: { captureHealth: capture.health },
    readiness: () => readinessOf(database, capture.health),
    async rooms(scope) {
      const serving = { version: model.id, classes: model.manifest.classes, runner: model.runner }
      const predict = {
        model: serving,
        capture: capture.sink,
        clock: systemClock,
        newId,
        random: systemRandom,
        maxImageBytes: config.maxImageBytes,
      }
      await scope.register(predictRoutes, { room: predict })
      await scope.register(captureRoutes, { room: capture.room })
      await scope.register(registryRoutes, { room: { store: registry, servingVersion: model.id } })
      await scope.register(objectRoutes, { store: objects })
      await scope.register((scope) => sampleRoutes(scope, rooms.sample))
      await scope.register((scope) => labelRoutes(scope, rooms.label))
      await scope.register((scope) => evaluateRoutes(scope, rooms.evaluate))
      await scope.register(readModelRoutes, {
        room: {
          database,
          ...picturesOf(sources),
          detail: (id) => predictionDetail(id, sources),
          overview: (query) =>
            readOverview(query, {
              database,
              rooms,
              registry,
              servingVersion: model.id,
              captureHealth: capture.health,
            }),
        },
      })
    },
  })
  closers.add('http', () => closeHttp(app))
  return app
}

/** Lets running requests end; a client that never ends its own does not hold up the rest for ever. */
async function closeHttp(app: HttpServer): Promise<void> {
  const impatience = setTimeout(() => app.server.closeAllConnections(), CLOSE_LIMIT_MS)
  await app.close()
  clearTimeout(impatience)
}
