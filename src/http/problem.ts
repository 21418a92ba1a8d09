import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import {
  catalogue,
  type ErrorCode,
  type ErrorDetails,
  EvalloopError,
  type Problem,
} from '#contract/errors.ts'

const MEDIA_TYPE = 'application/problem+json; charset=utf-8'

/** Every failure becomes the one error body (RFC 9457): ours, Fastify's own, and faults. */
export function sendProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = error instanceof EvalloopError ? error : translate(error as FastifyError)
  if (catalogue[known.code].status >= 500)
    request.log.error({ err: error, code: known.code }, 'request failed')
  // Fastify would cut the connection while the client still sends, which then never reads the answer.
  if (known.code === 'REQUEST_TOO_LARGE') reply.removeHeader('connection')
  const { status, retry } = catalogue[known.code]
  return reply
    .code(status)
    .type(MEDIA_TYPE)
    .headers(retry ? { 'retry-after': '1' } : {})
    .send(JSON.stringify(problemOf(known, request.id)))
}

/** The same for bytes that never became a request, straight to the socket. */
export function writeProblem(error: NodeJS.ErrnoException, socket: Socket, requestId: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy(error)
  const known = new EvalloopError(
    error.code === 'HPE_HEADER_OVERFLOW' ? 'REQUEST_TOO_LARGE' : 'REQUEST_INVALID',
    { reason: error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'It took too long to arrive.' : 'It is not HTTP.' },
    error,
  )
  const { status } = catalogue[known.code]
  const body = Buffer.from(JSON.stringify(problemOf(known, requestId)))
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `content-type: ${MEDIA_TYPE}`,
    `content-length: ${body.length}`,
    'connection: close',
  ]
  socket.end(Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]), () => socket.destroy())
}

function problemOf({ code, details: told }: EvalloopError, requestId: string): Problem {
  const { status, message, remedy, retry } = catalogue[code]
  const { errors, reason, ...details } = told
  const detail = reason ?? describe(errors)
  return {
    type: `urn:evalloop:error:${code}`,
    title: message,
    status,
    code,
    ...(detail !== undefined && { detail: String(detail) }),
    remedy,
    retry,
    requestId,
    ...(errors !== undefined && { errors: errors as NonNullable<Problem['errors']> }),
    ...(Object.keys(details).length > 0 && { details }),
  }
}

function describe(errors: unknown): string | undefined {
  if (!Array.isArray(errors)) return undefined
  return errors.map(({ field, message }) => `${field} ${message}`).join('; ')
}

const codesOfFastify: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'REQUEST_TOO_LARGE',
  FST_REQ_FILE_TOO_LARGE: 'IMAGE_TOO_LARGE',
  FST_FILES_LIMIT: 'REQUEST_INVALID',
  FST_PARTS_LIMIT: 'REQUEST_INVALID',
  FST_FIELDS_LIMIT: 'REQUEST_INVALID',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'MEDIA_TYPE_UNSUPPORTED',
}

function translate(error: FastifyError): EvalloopError {
  if (error.validation) {
    return new EvalloopError('REQUEST_INVALID', {
      errors: error.validation.map((problem) => fieldProblem(problem, error)),
    })
  }
  const code = codesOfFastify[error.code]
  if (code) return new EvalloopError(code, code === 'REQUEST_INVALID' ? reasonOf(error) : {}, error)
  const isCallers = error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return new EvalloopError(
    isCallers ? 'REQUEST_INVALID' : 'INTERNAL',
    isCallers ? reasonOf(error) : {},
    error,
  )
}

function reasonOf(error: Error): ErrorDetails {
  return { reason: error.message }
}

type Validation = NonNullable<FastifyError['validation']>[number]

function fieldProblem(problem: Validation, { validationContext }: FastifyError) {
  const missing = (problem.params as { missingProperty?: string }).missingProperty
  const path = [...problem.instancePath.split('/').filter(Boolean), ...(missing ? [missing] : [])].join('.')
  return { field: path || (validationContext ?? 'body'), message: problem.message ?? 'has the wrong form' }
}
