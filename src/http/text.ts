import type { FastifyRequest } from 'fastify'
import { EvalloopError } from '#contract/errors.ts'

/** Far more values than any request of this API has; a walk through millions would hold up everybody else. */
const MOST_VALUES = 10_000

/**
 * Refuses texts that PostgreSQL cannot store, a NUL or half of a surrogate pair, wherever they stand in a request:
 * otherwise they would fail deep inside, as a fault of ours. Refuses a request of too many values as well.
 */
export async function refuseUnstorableText({ params, query, body }: FastifyRequest): Promise<void> {
  const waiting: [field: string, value: unknown][] = [params, query, body].map((part) => ['', part])
  let seen = 0
  // A list of what is left, and no recursion: a body may be nested deeper than the stack.
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [field, value] = next
    if (typeof value === 'string') refuseIn(field, value)
    else if (typeof value === 'object' && value !== null && !Buffer.isBuffer(value)) {
      if (Array.isArray(value) && value.length > MOST_VALUES) throw tooMany()
      for (const name in value) {
        if (++seen > MOST_VALUES) throw tooMany()
        refuseIn(field, name)
        waiting.push([field === '' ? name : `${field}.${name}`, (value as Record<string, unknown>)[name]])
      }
    }
  }
}

function tooMany(): EvalloopError {
  const message = `must not hold more than ${MOST_VALUES} values`
  return new EvalloopError('REQUEST_INVALID', { errors: [{ field: 'body', message }] })
}

function refuseIn(field: string, text: string): void {
  if (!text.includes('\0') && text.isWellFormed()) return
  throw new EvalloopError('REQUEST_INVALID', {
    errors: [{ field: field || 'body', message: 'must not hold a NUL or half of a surrogate pair' }],
  })
}
