import type {} from '@fastify/multipart' // gives requests their multipart methods
import type { FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import { EvalloopError } from '#contract/errors.ts'
import { Attributes, ImageAsJson } from '#contract/predict.ts'
import { bytesOfBase64 } from './rules/base64.ts'
import { refuseLargeImage } from './rules/upload-limit.ts'

export type Upload = Readonly<{ bytes: Uint8Array; attributes: Attributes }>

const json = Compile(ImageAsJson)
const attributesShape = Compile(Attributes)

/** The image of a request, whichever of the three ways it came: JSON, multipart, or raw bytes. [PR6, PR7] */
export async function readUpload(request: FastifyRequest, maxImageBytes: number): Promise<Upload> {
  const upload = await readBody(request)
  refuseLargeImage(upload.bytes, maxImageBytes)
  return upload
}

async function readBody(request: FastifyRequest): Promise<Upload> {
  if (request.isMultipart()) return readMultipart(request)
  if (Buffer.isBuffer(request.body)) return readRaw(request.body, request.headers['evalloop-attributes'])
  return readJson(request.body)
}

function readJson(body: unknown): Upload {
  if (body === undefined || body === null) throw new EvalloopError('IMAGE_MISSING', { field: 'body' })
  if (!json.Check(body)) throw invalid(json.Errors(body))
  return { bytes: bytesOfBase64(body.image), attributes: body.attributes ?? {} }
}

function readRaw(bytes: Buffer, attributes: string | string[] | undefined): Upload {
  if (bytes.length === 0) throw new EvalloopError('IMAGE_MISSING', { field: 'body' })
  return { bytes, attributes: parseAttributes(attributes) }
}

async function readMultipart(request: FastifyRequest): Promise<Upload> {
  const { bytes, attributes } = await readParts(request).catch(refuseBrokenForm)
  if (!bytes || bytes.length === 0) throw new EvalloopError('IMAGE_MISSING', { field: 'file' })
  return { bytes, attributes: parseAttributes(attributes) }
}

async function readParts(request: FastifyRequest): Promise<{ bytes?: Buffer; attributes?: unknown }> {
  const found: { bytes?: Buffer; attributes?: unknown } = {}
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const content = await part.toBuffer()
      if (part.fieldname === 'file') found.bytes = content
    } else if (part.fieldname === 'attributes') found.attributes = part.value
  }
  return found
}

/** The parser of forms throws plain errors for a form that breaks off; what has a status already says enough. */
function refuseBrokenForm(cause: Error): never {
  if ('statusCode' in cause) throw cause
  throw new EvalloopError('REQUEST_INVALID', { reason: cause.message }, cause)
}

/** A part of the media type application/json arrives parsed, everything else as text. */
function parseAttributes(sent: unknown): Attributes {
  if (sent === undefined || sent === '') return {}
  const parsed = typeof sent === 'object' ? sent : parseJson(String(sent))
  if (!attributesShape.Check(parsed)) {
    throw new EvalloopError('REQUEST_INVALID', {
      errors: [{ field: 'attributes', message: 'must be a JSON object of at most 16 short texts' }],
    })
  }
  return parsed
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function invalid(
  problems: Iterable<{ instancePath: string; message: string; params?: unknown }>,
): EvalloopError {
  const errors = [...problems].map(({ instancePath, message, params }) => ({
    field: instancePath.slice(1).replaceAll('/', '.') || missingField(params) || 'body',
    message,
  }))
  return errors.some(({ field }) => field === 'image')
    ? new EvalloopError('IMAGE_MISSING', { errors })
    : new EvalloopError('REQUEST_INVALID', { errors })
}

function missingField(params: unknown): string | undefined {
  const required = (params as { requiredProperties?: string[] } | undefined)?.requiredProperties
  return required?.[0]
}
