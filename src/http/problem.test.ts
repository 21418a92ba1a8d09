import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { catalogue, type ErrorCode, EvalloopError, Problem } from '#contract/errors.ts'
import { openHttpApp } from '../../test/support/http-app.ts'

const codes = Object.keys(catalogue) as ErrorCode[]
const json = { 'content-type': 'application/json' }

describe('the one error body', () => {
  test.each(codes)('%s leaves with the status, sentence and remedy of the catalogue', async (code) => {
    const ask = await open()
    const response = await ask({ url: `/throw/${code}` })
    const { status, message, remedy, retry } = catalogue[code]
    expect(response.statusCode).toBe(status)
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(response.headers['retry-after']).toBe(retry ? '1' : undefined)
    expect(response.json()).toEqual({
      type: `urn:evalloop:error:${code}`,
      title: message,
      status,
      code,
      detail: 'because of the test',
      remedy,
      retry,
      requestId: 'request-1',
      details: { what: 'thing' },
    })
  })

  test.each<[string, Ask, number, ErrorCode]>([
    ['an unknown path', { url: '/no/such/path' }, 404, 'NOT_FOUND'],
    ['a wrong method', { method: 'DELETE', url: '/health/live' }, 404, 'NOT_FOUND'],
    ['a path that is no UTF-8', { url: '/strict/%ff' }, 400, 'REQUEST_INVALID'],
    ['a path with a broken escape', { url: '/strict/%zz' }, 400, 'REQUEST_INVALID'],
    ['a path that is far too long', { url: `/strict/${'x'.repeat(3000)}` }, 400, 'REQUEST_INVALID'],
    [
      'JSON that breaks off',
      { method: 'POST', url: '/strict/1', headers: json, payload: '{"a":' },
      400,
      'REQUEST_INVALID',
    ],
    [
      'JSON with __proto__',
      { method: 'POST', url: '/strict/1', headers: json, payload: '{"count":1,"__proto__":{}}' },
      400,
      'REQUEST_INVALID',
    ],
    [
      'no JSON where it must be',
      { method: 'POST', url: '/strict/1', headers: json, payload: '' },
      400,
      'REQUEST_INVALID',
    ],
    [
      'another media type',
      { method: 'POST', url: '/strict/1', headers: { 'content-type': 'text/xml' }, payload: '<a/>' },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    [
      'a media type that is none',
      { method: 'POST', url: '/strict/1', headers: { 'content-type': ';;;' }, payload: 'x' },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    [
      'a body beyond the limit',
      { method: 'POST', url: '/strict/1', headers: json, payload: `{"note":"${'x'.repeat(1_100_000)}"}` },
      413,
      'REQUEST_TOO_LARGE',
    ],
    ['a fault', { url: '/fault' }, 500, 'INTERNAL'],
    ['an answer that is not what was promised', { url: '/breaks-its-promise' }, 500, 'INTERNAL'],
    ['NUL in a query', { url: '/strict/1?note=a%00b' }, 400, 'REQUEST_INVALID'],
    ['NUL in a path', { url: '/strict/a%00b' }, 400, 'REQUEST_INVALID'],
    [
      'NUL in a body',
      { method: 'POST', url: '/strict/1', headers: json, payload: '{"count":1,"deep":[{"note":"\\u0000"}]}' },
      400,
      'REQUEST_INVALID',
    ],
    [
      'half a letter in a body',
      { method: 'POST', url: '/strict/1', headers: json, payload: '{"count":1,"note":"\\ud83d"}' },
      400,
      'REQUEST_INVALID',
    ],
  ])('%s', async (_name, request, status, code) => {
    const ask = await open()
    const response = await ask(request)
    expect(response.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(Value.Errors(Problem, response.json())).toEqual([])
    expect([response.statusCode, response.json().status, response.json().code]).toEqual([
      status,
      status,
      code,
    ])
  })

  test('a wrong field is named, one entry each', async () => {
    const ask = await open()
    const payload = JSON.stringify({ count: 'many', note: 5, deep: [{ note: 7 }] })
    const { errors, detail } = (
      await ask({ method: 'POST', url: '/strict/1', headers: json, payload })
    ).json()
    expect(errors.map(({ field }: { field: string }) => field)).toEqual(['count'])
    expect(detail).toContain('count must be integer')
    const missing = (await ask({ method: 'POST', url: '/strict/1', headers: json, payload: '{}' })).json()
    expect(missing.errors).toEqual([{ field: 'count', message: expect.stringContaining('required') }])
    const query = (await ask({ url: '/strict/1?limit=many' })).json()
    expect(query.errors).toEqual([{ field: 'limit', message: 'must be integer' }])
  })

  test('a fault tells its number and none of its inside', async () => {
    const ask = await open()
    const response = await ask({ url: '/fault' })
    expect(response.json()).not.toHaveProperty('detail')
    expect(response.body).not.toContain('secret inside')
  })

  test('bytes that are no HTTP are answered with it as well', async () => {
    const app = await openHttpApp()
    await app.listen({ host: '127.0.0.1', port: 0 })
    const answer = await sendRaw((app.server.address() as AddressInfo).port, 'NONSENSE\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).toContain('application/problem+json')
    expect(Value.Errors(Problem, JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))).toEqual([])
  })

  test('every answer, also a refusal, forbids guessing its type', async () => {
    const ask = await open()
    for (const url of ['/health/live', '/no/such/path']) {
      expect((await ask({ url })).headers['x-content-type-options']).toBe('nosniff')
    }
  })
})

type Ask = {
  method?: 'GET' | 'POST' | 'DELETE'
  url: string
  headers?: Record<string, string>
  payload?: string
}

const StrictBody = Type.Object({
  count: Type.Integer(),
  note: Type.Optional(Type.String()),
  deep: Type.Optional(Type.Unknown()),
})
const StrictQuery = Type.Object({ limit: Type.Optional(Type.Integer()), note: Type.Optional(Type.String()) })

async function open() {
  const app = await openHttpApp({
    rooms: async (scope) => {
      scope.get('/throw/:code', async ({ params }) => {
        throw new EvalloopError((params as { code: ErrorCode }).code, {
          reason: 'because of the test',
          what: 'thing',
        })
      })
      scope.get('/fault', async () => {
        throw new Error('secret inside')
      })
      const promised = { response: { 200: Type.Object({ count: Type.Integer() }) } }
      scope.get('/breaks-its-promise', { schema: promised }, async () => ({ other: 1 }))
      scope.get('/strict/:id', { schema: { querystring: StrictQuery } }, async () => ({}))
      scope.post('/strict/:id', { schema: { body: StrictBody } }, async () => ({}))
    },
  })
  return ({ headers = {}, ...request }: Ask) =>
    app.inject({ ...request, headers: { host: 'localhost', ...headers } })
}

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => done(answer))
    socket.on('error', fail)
  })
}
