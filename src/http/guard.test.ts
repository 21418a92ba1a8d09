import { describe, expect, test } from 'vitest'
import { openHttpApp } from '../../test/support/http-app.ts'
import type { GuardOptions } from './guard.ts'

const token = 'a-long-admin-token'
const password = 'a long: password'

describe('a page of another site', () => {
  test.each([
    ['no Origin, as programs do', {}, 200],
    ['the server’s own origin', { origin: 'http://localhost:8000' }, 200],
    ['another site', { origin: 'https://evil.example' }, 403],
    ['the same name on another port', { origin: 'http://localhost:9000' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['an origin that is no address', { origin: '::::' }, 403],
  ])('may not change anything: %s', async (_name, headers, status) => {
    const ask = await open({ loopbackOnly: true })
    const response = await ask('POST', '/predict', { host: 'localhost:8000', ...headers })
    expect(response.statusCode).toBe(status)
    if (status === 403) expect(response.json().code).toBe('FOREIGN_ORIGIN')
  })

  test.each(['PUT', 'DELETE', 'PATCH'] as const)('may not %s either', async (method) => {
    const ask = await open({ loopbackOnly: false })
    const response = await ask(method, '/anything', {
      host: 'evalloop.example',
      origin: 'https://evil.example',
    })
    expect(response.json().code).toBe('FOREIGN_ORIGIN')
  })

  test('may look, as a link or an image on it does', async () => {
    const ask = await open({ loopbackOnly: true })
    const response = await ask('GET', '/health/live', { host: 'localhost', origin: 'https://evil.example' })
    expect(response.statusCode).toBe(200)
    expect(response.headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('an address that is written in another way', () => {
  test.each([
    '/api/v1/predictions/#/thumbnail',
    '/api/v1/predictions/0193#/thumbnail',
    '/api/v1/predictions/?/thumbnail',
    '/console#/health/live',
  ])('does not open what asks for the token: %s', async (url) => {
    const ask = await open({ loopbackOnly: false, adminToken: token })
    const response = await ask('GET', url, { host: 'evalloop.example' })
    expect([400, 401]).toContain(response.statusCode)
  })
})

describe('a server without accounts', () => {
  test.each(['localhost', 'localhost:8000', '127.0.0.1:1', '127.3.2.1', '[::1]:8000', 'app.localhost:80'])(
    'answers to %s',
    async (host) => {
      const ask = await open({ loopbackOnly: true })
      expect((await ask('GET', '/health/live', { host })).statusCode).toBe(200)
    },
  )

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '10.0.0.1',
    'notlocalhost',
    '[::2]',
  ])('does not answer to the name %j, which may have been pointed at it', async (host) => {
    const ask = await open({ loopbackOnly: true })
    const response = await ask('GET', '/health/live', { host })
    expect([response.statusCode, response.json().code]).toEqual([403, 'FOREIGN_HOST'])
  })

  test('answers to any name once it listens for others', async () => {
    const ask = await open({ loopbackOnly: false, adminToken: token })
    expect((await ask('GET', '/health/live', { host: 'evalloop.example' })).statusCode).toBe(200)
  })
})

describe('with a token or password set', () => {
  const secured = { loopbackOnly: false, adminToken: token, adminPassword: password }
  const open_ = [
    ['GET', '/health/live'],
    ['GET', '/health/ready'],
    ['POST', '/predict'],
    ['POST', '/api/v1/predictions'],
    ['POST', '/flag/class_01/x.jpg'],
    ['POST', '/correct-label/class_01/x.jpg'],
    ['GET', '/api/v1/model-versions/serving'],
    ['GET', '/api/v1/predictions/x/thumbnail'],
    ['POST', '/api/v1/predictions/x/feedback'],
  ] as const
  test.each(open_)('%s %s stays open to visitors', async (method, path) => {
    const ask = await open(secured)
    expect((await ask(method, path)).statusCode).toBe(200)
  })

  const closed = [
    ['GET', '/metrics'],
    ['GET', '/docs'],
    ['GET', '/openapi.json'],
    ['GET', '/console'],
    ['GET', '/console/label'],
    ['GET', '/api/v1/predictions'],
    ['GET', '/api/v1/predictions?x=/health/live'],
    ['GET', '/api/v1/predictions/x'],
    ['GET', '/api/v1/predictions/x/image'],
    ['POST', '/api/v1/draws'],
    ['GET', '/api/v1/objects'],
    ['GET', '/no/such/path'],
    ['GET', '/api/v1/predictions/x/y/thumbnail'],
    ['GET', '//health/live'],
  ] as const
  test.each(closed)('%s %s asks for it', async (method, path) => {
    const ask = await open(secured)
    const response = await ask(method, path)
    expect([response.statusCode, response.json().code]).toEqual([401, 'UNAUTHORISED'])
    expect(response.headers['www-authenticate']).toMatch(/^Basic realm="Evalloop"/)
  })

  test.each([
    ['the token', `Bearer ${token}`],
    ['the token, scheme in small letters', `bearer ${token}`],
    ['the password, colon and space included', basic('anybody', password)],
    ['the token as a password', basic('', token)],
  ])('%s opens everything', async (_name, authorization) => {
    const ask = await open(secured)
    expect((await ask('GET', '/metrics', { authorization })).statusCode).toBe(200)
  })

  test.each([
    ['nothing', ''],
    ['a wrong token', 'Bearer wrong'],
    ['a beginning of the token', `Bearer ${token.slice(0, -1)}`],
    ['the token with more', `Bearer ${token}x`],
    ['the password as a token', `Bearer ${password}`],
    ['no credentials', 'Bearer'],
    ['a wrong password', basic('admin', 'wrong')],
    ['the password as the user', basic(password, '')],
    ['broken Basic', 'Basic %%%'],
  ])('%s does not', async (_name, authorization) => {
    const ask = await open(secured)
    expect((await ask('GET', '/metrics', { authorization })).statusCode).toBe(401)
  })

  test('a password alone does not make an empty token valid', async () => {
    const ask = await open({ loopbackOnly: false, adminPassword: password })
    for (const authorization of ['Bearer ', 'Bearer undefined', basic('', '')]) {
      expect((await ask('GET', '/metrics', { authorization })).statusCode).toBe(401)
    }
  })
})

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'

/** A server on which every address that is not its own answers 200. */
async function open(guard: GuardOptions) {
  const app = await openHttpApp({
    guard,
    rooms: async (scope) => {
      const urls = [
        '/predict',
        '/flag/*',
        '/correct-label/*',
        '/api/v1/predictions',
        '/api/v1/predictions/:id',
        '/api/v1/predictions/:id/thumbnail',
        '/api/v1/predictions/:id/feedback',
        '/api/v1/model-versions/serving',
        '/api/*',
        '/anything',
      ]
      for (const url of urls) {
        scope.route({
          method: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
          url,
          handler: async () => ({ reached: true }),
        })
      }
    },
  })
  return (method: Method, url: string, headers: Record<string, string> = {}) =>
    app.inject({ method, url, headers: { host: 'localhost', ...headers } })
}

function basic(user: string, secret: string): string {
  return `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`
}
