import { EvalloopError } from '#contract/errors.ts'

/**
 * Bytes of a base64 text (RFC 4648, section 4), with or without a `data:` prefix and line breaks. Node's own decoder
 * skips what it does not know, so a damaged text would become another image. [PR7]
 */
export function bytesOfBase64(text: string): Uint8Array {
  const body = text.replace(/^data:[^,]{0,100};base64,/, '').replace(/[\r\n\t ]+/g, '')
  if (body === '') throw new EvalloopError('IMAGE_MISSING', { field: 'image' })
  const bytes = Buffer.from(body, 'base64')
  if (bytes.toString('base64').replace(/=+$/, '') !== body.replace(/={1,2}$/, '')) {
    throw new EvalloopError('IMAGE_NOT_BASE64', { field: 'image' })
  }
  return bytes
}
