import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import { Overview, Readiness } from '#contract/overview.ts'
import { ModelVersion, ModelVersionList } from '#contract/registry.ts'
import { until } from '../support/until.ts'
import { clientOf, expectProblem } from './client.ts'
import { picture } from './pictures.ts'
import { serverUnderTest } from './server.ts'

const server = serverUnderTest()
const client = clientOf(server)

describe('model versions', () => {
  test('[RE2] one serves, and it is the one that answers', async () => {
    const { modelVersions } = await client.get(ModelVersionList, api.modelVersions)
    const serving = await client.get(ModelVersion, api.servingModel)
    expect(modelVersions.filter((version) => version.serving)).toEqual([serving])
    expect(serving.id).toBe(`${serving.name}@${serving.artifactSha256.slice(0, 12)}`)
    expect((await client.predict(await picture(1))).modelVersion).toBe(serving.id)
  })
})

describe('health', () => {
  test('live and ready, every part named', async () => {
    expect(await client.get(Type.Object({ live: Type.Literal(true) }), '/health/live')).toEqual({
      live: true,
    })
    const { ready, parts } = await client.get(Readiness, '/health/ready')
    expect(ready).toBe(true)
    expect(parts.map(({ name, ok }) => [name, ok])).toEqual([
      ['model', true],
      ['database', true],
      ['capture', true],
    ])
  })
})

describe('GET /metrics', () => {
  test('has the names of the FastAPI instrumentator, of capture and of the process', async () => {
    await client.predict(await picture(2))
    const text = await metrics()
    for (const name of [
      'http_requests_total',
      'http_request_duration_seconds_bucket',
      'http_request_duration_seconds_count',
      'http_request_duration_seconds_sum',
      'evalloop_capture_pending',
      'evalloop_capture_oldest_pending_seconds',
      'evalloop_capture_dropped',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
    ]) {
      expect(text).toMatch(new RegExp(`^${name}(\\{| )`, 'm'))
    }
  })

  test('counts requests by route, method and class of status', async () => {
    const counted = async () => {
      const line = /^http_requests_total\{handler="\/predict",method="POST",status="4xx"\} (\d+)$/m.exec(
        await metrics(),
      )
      return Number(line?.[1] ?? 0)
    }
    const before = await counted()
    await client.send('POST', api.predict, {})
    await until(async () => (await counted()) > before)
  })

  test('paths with ids share one series', async () => {
    const { id } = await client.predict(await picture(3))
    await client.send('GET', api.prediction(id))
    expect(await metrics()).not.toContain(id)
  })
})

describe('the OpenAPI document', () => {
  test('lists every address of the contract, with its methods', async () => {
    const { openapi, paths } = await openApi()
    expect(openapi).toBe('3.1.0')
    const listed = Object.keys(paths).map((path) => path.replace(/\{[^}]+\}/g, '{}'))
    const wanted = Object.values(api).map((path) => (typeof path === 'string' ? path : path('{}', '{}')))
    expect(wanted.filter((path) => !listed.includes(path))).toEqual([])
    expect(Object.keys(paths['/api/v1/predictions'] ?? {})).toEqual(expect.arrayContaining(['get', 'post']))
    const forms = Object.keys(paths['/predict']?.post?.requestBody?.content ?? {})
    expect(forms).toEqual(expect.arrayContaining(['application/json', 'multipart/form-data']))
  })

  test('every operation says what it does and which errors it answers', async () => {
    const { paths } = await openApi()
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        expect(operation.summary, `${method} ${path}`).toMatch(/\w/)
        expect(Object.keys(operation.responses).length, `${method} ${path}`).toBeGreaterThan(0)
      }
    }
  })

  test('its pages are served', async () => {
    const page = await client.send('GET', '/docs')
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ])
  })
})

describe('pages', () => {
  test.each(['/', '/console', '/console/label', '/console/predictions/x'])('%s is HTML', async (path) => {
    const page = await client.send('GET', path)
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ])
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    for (const [, asset] of (await page.text()).matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)) {
      const response = await client.send('GET', asset ?? '')
      expect([asset, response.status]).toEqual([asset, 200])
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0)
      expect(response.headers.get('cache-control')).toContain('immutable')
    }
  })
})

describe('the overview', () => {
  test('tells what was served, and what capture is doing', async () => {
    const { id } = await client.predict(await picture(4))
    await client.settled(id)
    const { volume, capture, model } = await client.get(Overview, api.overview)
    expect(volume.bins.reduce((sum, { count }) => sum + count, 0)).toBe(volume.total)
    expect(volume.bins.length).toBeLessThanOrEqual(49)
    expect(volume.total).toBeGreaterThan(0)
    expect([capture.state, capture.dropped]).toEqual(['keeping-up', 0])
    expect(model.serving).toBe(true)
  })
})

describe('the one error body', () => {
  const json = { 'content-type': 'application/json' }
  test.each<[string, string, string, Parameters<typeof expectProblem>[1], Buffer?, Record<string, string>?]>([
    ['an unknown path', 'GET', '/no/such/path', 'NOT_FOUND'],
    ['an unknown path of the API', 'GET', '/api/v1/nothing', 'NOT_FOUND'],
    ['an asset that is not there', 'GET', '/assets/none.js', 'NOT_FOUND'],
    ['a wrong method', 'DELETE', '/health/live', 'NOT_FOUND'],
    ['a wrong method on a page', 'POST', '/console', 'NOT_FOUND'],
    ['a broken escape in the path', 'GET', '/api/v1/predictions/%zz', 'REQUEST_INVALID'],
    ['invalid JSON', 'POST', api.draws, 'REQUEST_INVALID', Buffer.from('{"from":'), json],
    ['JSON that is a number', 'POST', api.draws, 'REQUEST_INVALID', Buffer.from('7'), json],
    [
      'JSON nested very deep',
      'POST',
      api.predict,
      'REQUEST_INVALID',
      Buffer.from('['.repeat(50_000) + ']'.repeat(50_000)),
      json,
    ],
    ['an invalid query', 'GET', `${api.predictions}?limit=many`, 'REQUEST_INVALID'],
    ['a query twice', 'GET', `${api.predictions}?limit=1&limit=2`, 'REQUEST_INVALID'],
    [
      'another media type',
      'POST',
      api.draws,
      'MEDIA_TYPE_UNSUPPORTED',
      Buffer.from('<a/>'),
      { 'content-type': 'text/xml' },
    ],
    [
      'a page of another site',
      'POST',
      api.predict,
      'FOREIGN_ORIGIN',
      Buffer.from('{}'),
      { ...json, origin: 'https://evil.example' },
    ],
  ])('%s', async (_name, method, path, code, body, headers) => {
    await expectProblem(await client.send(method, path, body, headers), code)
  })

  test('every answer has a number of its own', async () => {
    const problems = await Promise.all(
      [1, 2, 3].map(async () => expectProblem(await client.send('GET', '/none'), 'NOT_FOUND')),
    )
    expect(new Set(problems.map(({ requestId }) => requestId)).size).toBe(3)
  })
})

type Operation = { summary?: string; responses: object; requestBody?: { content: object } }
type OpenApi = { openapi: string; paths: Record<string, Record<string, Operation>> }

async function openApi(): Promise<OpenApi> {
  return (await (await client.send('GET', '/openapi.json')).json()) as OpenApi
}

async function metrics(): Promise<string> {
  const response = await client.send('GET', '/metrics')
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
  return response.text()
}
