import type { FastifyRequest } from 'fastify'
import { describe, expect, test } from 'vitest'
import { refuseUnstorableText } from './text.ts'

const check = (body: unknown) => refuseUnstorableText({ params: {}, query: {}, body } as FastifyRequest)

describe('what no database keeps', () => {
  test('a NUL and half a letter are refused by the name of their field', async () => {
    await expect(check({ a: { b: ['x\0'] } })).rejects.toMatchObject({
      details: { errors: [{ field: 'a.b.0' }] },
    })
    await expect(check({ name: '\ud800' })).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    await expect(check({ name: 'Crème brûlée 🍮' })).resolves.toBeUndefined()
  })

  test('millions of values are refused after a look at their number', async () => {
    await expect(check({ image: new Array(13_500_000).fill(0) })).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
    })
    await expect(check({ image: new Array(9_000).fill(0) })).resolves.toBeUndefined()
  })
})
