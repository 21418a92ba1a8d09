import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { catalogue, type ErrorCode, type ErrorDetails, EvalloopError } from '#contract/errors.ts'

/** Every failure becomes the one error body (RFC 9457): ours, Fastify's own, and faults. */
export function sendProblem(
  error: FastifyError | Error,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const known = error instanceof EvalloopError ? error : translate(error as FastifyError)
  if (catalogue[known.code].status >= 500)
    request.log.error({ err: error, code: known.code }, 'request failed')
  const { status, message, remedy, retry } = catalogue[known.code]
  const { errors, reason, ...details } = known.details
  const detail = reason ?? describe(errors)
  return reply
    .code(status)
    .type('application/problem+json')
    .headers(retry ? { 'retry-after': '1' } : {})
    .send(
      JSON.stringify({
        type: `urn:evalloop:error:${known.code}`,
        title: message,
        status,
        code: known.code,
        ...(detail !== undefined && { detail }),
        remedy,
        retry,
        requestId: request.id,
        ...(errors !== undefined && { errors }),
        ...(Object.keys(details).length > 0 && { details }),
      }),
    )
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
  if (code) return new EvalloopError(code, reasonOf(error), error)
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
