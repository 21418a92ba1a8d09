import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const YEAR_MS = 365 * 86_400_000

/**
 * GourmetGram at `/`, the console at `/console` and every path below it (it routes by itself), hashed assets for ever.
 * @param folder `dist/pages`
 */
export async function addPages(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    maxAge: YEAR_MS,
    immutable: true,
    schemaHide: true,
  })
  // Without `cacheControl: false` the year above would hold for the pages too, and hide the next version from browsers.
  const page = (name: string) => (reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').sendFile(`${name}/index.html`, folder, { cacheControl: false })
  const hidden = { schema: { hide: true } as const }
  app.get('/', hidden, (_request, reply) => page('gourmetgram')(reply))
  app.get('/console', hidden, (_request, reply) => page('console')(reply))
  app.get('/console/*', hidden, (_request, reply) => page('console')(reply))
  if (existsSync(join(folder, 'favicon.svg'))) {
    app.get('/favicon.svg', hidden, (_request, reply) => reply.sendFile('favicon.svg', folder))
  }
}
