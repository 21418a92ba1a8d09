import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { EvalloopError } from '#contract/errors.ts'
import { addBodyParsers, PLAIN_BODY_LIMIT_BYTES } from './bodies.ts'
import { addGuard, type GuardOptions } from './guard.ts'
import { addHealth } from './health.ts'
import { isStorableInstant } from './instant.ts'
import { addMetrics, type MetricSources } from './metrics.ts'
import { addOpenApi } from './openapi.ts'
import { addPages } from './pages.ts'
import { sendProblem, writeProblem } from './problem.ts'
import { refuseUnstorableText } from './text.ts'

const REQUEST_LIMIT_MS = 120_000

export type HttpOptions = Readonly<{
  guard: GuardOptions
  maxImageBytes: number
  logger: FastifyBaseLogger
  newRequestId: () => string
  version: string
  pagesFolder: string
  sources: MetricSources
  readiness: Parameters<typeof addHealth>[1]
  /** Registers the rooms' routes. */
  rooms(app: FastifyInstance): Promise<void>
}>

/** A server with its routes; it does not listen yet. */
export type HttpServer = FastifyInstance

/** The front door. Every failure, from a wrong path to a fault, leaves with the one error body. */
export async function buildHttpServer(options: HttpOptions): Promise<HttpServer> {
  const app = fastify({
    loggerInstance: options.logger,
    genReqId: options.newRequestId,
    bodyLimit: PLAIN_BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_LIMIT_MS,
    forceCloseConnections: 'idle',
    ajv: {
      customOptions: { allErrors: true, coerceTypes: 'array', removeAdditional: false },
      onCreate: (ajv) => void ajv.addFormat('date-time', isStorableInstant),
    },
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2000 },
    // Errors are logged once, in sendProblem; a line for every request would drown them.
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    frameworkErrors: (error, request, reply) => sendProblem(error, request, reply),
    clientErrorHandler: (error, socket) => writeProblem(error, socket, options.newRequestId()),
  })

  app.setErrorHandler((error, request, reply) => sendProblem(error as Error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      new EvalloopError('NOT_FOUND', { method: request.method, path: request.url }),
      request,
      reply,
    ),
  )
  app.addHook('onSend', async (_request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'same-origin')
  })
  app.addHook('preValidation', refuseUnstorableText)
  addGuard(app, options.guard)
  await addBodyParsers(app, options.maxImageBytes)
  await addOpenApi(app, options.version)
  await app.register(async (scope) => {
    addMetrics(scope, options.sources)
    addHealth(scope, options.readiness)
    await options.rooms(scope)
    await addPages(scope, options.pagesFolder)
  })
  return app
}
