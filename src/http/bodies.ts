import multipart from '@fastify/multipart'
import type { FastifyInstance } from 'fastify'

/** Largest body of a request that carries no image. */
export const PLAIN_BODY_LIMIT_BYTES = 1024 * 1024

/** How bodies other than JSON are read: raw images, forms, multipart. */
export async function addBodyParsers(app: FastifyInstance, maxImageBytes: number): Promise<void> {
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser(
    /^(image\/.+|application\/octet-stream)$/,
    { parseAs: 'buffer', bodyLimit: maxImageBytes },
    (_request, body, done) => done(null, body),
  )
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body as string))),
  )
  await app.register(multipart, {
    limits: { fileSize: maxImageBytes, files: 2, fields: 10, fieldSize: 64 * 1024, parts: 12 },
  })
}
