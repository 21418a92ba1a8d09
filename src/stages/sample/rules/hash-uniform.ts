import { createHash } from 'node:crypto'
import { uniformFromHash } from '#statistics'

/** A number in [0, 1) that depends on the text alone, on every machine and for ever: the first 53 bits of its SHA-256. */
export function hashUniform(text: string): number {
  return uniformFromHash(createHash('sha256').update(text).digest())
}
