import type { FastifyRequest } from 'fastify'
import { EvalloopError } from '#contract/errors.ts'

/**
 * Refuses texts that PostgreSQL cannot store, a NUL or half of a surrogate pair, wherever they stand in a request:
 * otherwise they would fail deep inside, as a fault of ours.
 */
export async function refuseUnstorableText({ params, query, body }: FastifyRequest): Promise<void> {
  const waiting: [field: string, value: unknown][] = [params, query, body].map((part) => ['', part])
  // A list of what is left, and no recursion: a body may be nested deeper than the stack.
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [field, value] = next
    if (typeof value === 'string') refuseIn(field, value)
    else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
      for (const [name, inner] of Object.entries(value)) {
        refuseIn(field, name)
        waiting.push([field === '' ? name : `${field}.${name}`, inner])
      }
    }
  }
}

function refuseIn(field: string, text: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return
  throw new EvalloopError('REQUEST_INVALID', {
    errors: [{ field: field || 'body', message: 'must not hold a NUL or half of a surrogate pair' }],
  })
}
