import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { api } from '#contract/api.ts'
import { EvalloopError } from '#contract/errors.ts'

export type GuardOptions = Readonly<{
  adminToken?: string
  adminPassword?: string
  /** True when the server listens on loopback only. */
  loopbackOnly: boolean
}>

/**
 * Routes that visitors of the application, and machines that watch it, may reach without the administrator's token.
 * By the route that the router has matched: the text of an address can be written in many ways.
 */
const publicRoutes = new Set([
  'GET /',
  'GET /favicon.svg',
  'GET /assets/*',
  'GET /health/live',
  'GET /health/ready',
  `POST ${api.predict}`,
  `POST ${api.flag('*')}`,
  `POST ${api.correctLabel('*')}`,
  `POST ${api.predictions}`,
  `POST ${api.predictionFeedback(':id')}`,
  `GET ${api.predictionThumbnail(':id')}`,
  `GET ${api.servingModel}`,
])

/**
 * Two rules until accounts come: pages of other sites change nothing here, and once a token or password is set,
 * everything but the public pages asks for it.
 */
export function addGuard(app: FastifyInstance, options: GuardOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    refuseFragment(request)
    if (options.loopbackOnly) refuseForeignHost(request)
    refuseForeignOrigin(request)
    if (!options.adminToken && !options.adminPassword) return
    if (isPublic(request) || isAdmin(request.headers.authorization, options)) return
    reply.header('www-authenticate', 'Basic realm="Evalloop", charset="UTF-8"')
    throw new EvalloopError('UNAUTHORISED')
  })
}

function isPublic({ method, routeOptions }: FastifyRequest): boolean {
  return publicRoutes.has(`${method === 'HEAD' ? 'GET' : method} ${routeOptions.url}`)
}

/** Only a client that means no good sends one: browsers keep it to themselves (RFC 9110, section 4.2.5). */
function refuseFragment({ raw }: FastifyRequest): void {
  if (raw.url?.includes('#')) {
    throw new EvalloopError('REQUEST_INVALID', {
      errors: [{ field: 'address', message: 'must not hold a #' }],
    })
  }
}

function isAdmin(authorization: string | undefined, { adminToken, adminPassword }: GuardOptions): boolean {
  const [scheme, credentials] = (authorization ?? '').split(' ', 2)
  if (credentials === undefined) return false
  const basic = () => Buffer.from(credentials, 'base64').toString().split(':').slice(1).join(':')
  const given = scheme?.toLowerCase() === 'bearer' ? credentials : basic()
  return [adminPassword, adminToken].some((secret) => secret !== undefined && isEqual(given, secret))
}

/** In a time that does not tell how much of the secret was right. */
function isEqual(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

/** A name of another site that was pointed at 127.0.0.1 must not reach a server without accounts (DNS rebinding). */
function refuseForeignHost(request: FastifyRequest): void {
  const name = request.hostname.replace(/^\[|\]$/g, '')
  if (!/^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|::1)$/.test(name)) {
    throw new EvalloopError('FOREIGN_HOST', { host: request.hostname })
  }
}

function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin } = request.headers
  if (origin === undefined || ['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return
  const host = URL.canParse(origin) ? new URL(origin).host : ''
  if (host !== request.headers.host) throw new EvalloopError('FOREIGN_ORIGIN', { origin })
}
