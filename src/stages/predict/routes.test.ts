import { describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { Attributes } from '#contract/predict.ts'
import type { CaptureSink } from '#ports/capture-sink.ts'
import type { PredictionRecord } from '#ports/spool.ts'
import { openHttpApp } from '../../../test/support/http-app.ts'
import { idOf } from '../../../test/support/prediction-record.ts'
import { predictRoutes } from './routes.ts'

const bytes = Buffer.from('any bytes: the model of this test takes them all')
const base64 = bytes.toString('base64')
type Request = { url?: string; headers?: Record<string, string>; payload?: Buffer | string | object }

describe('a prediction is asked for', () => {
  test('[PR6] as the tutorial does, in JSON: prediction and probability come back', async () => {
    const { ask } = await open()
    const response = await ask({ url: api.predict, payload: { image: base64 } })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      prediction: 'Soup',
      probability: 0.7,
      id: idOf(1),
      object_key: `class_01/${idOf(1)}.png`,
      captured: true,
    })
  })

  test('[PR6] as a form with the field file, whatever the file is called', async () => {
    const { ask, received } = await open()
    const response = await ask({ url: api.predict, ...form(file('../../evil.exe')) })
    expect(response.json()).toMatchObject({ prediction: 'Soup', object_key: `class_01/${idOf(1)}.png` })
    expect(received.map((sent) => Buffer.compare(sent, bytes))).toEqual([0])
  })

  test.each(['image/jpeg', 'image/anything', 'application/octet-stream'])(
    'as raw bytes in %s',
    async (type) => {
      const { ask, received } = await open()
      const response = await ask({ headers: { 'content-type': type }, payload: bytes })
      expect(response.statusCode).toBe(201)
      expect(response.headers.location).toBe(api.prediction(idOf(1)))
      expect(received).toEqual([bytes])
    },
  )

  test('with attributes, in every form', async () => {
    const { ask, records } = await open()
    const attributes = { device: 'küche', 'app.version': '1.2' }
    await ask({ payload: { image: base64, attributes } })
    await ask(form(file('a.jpg'), field('attributes', JSON.stringify(attributes))))
    await ask(form(file('a.jpg'), field('attributes', JSON.stringify(attributes), 'application/json')))
    const ascii = JSON.stringify(attributes).replace('ü', '\\u00fc')
    await ask({ headers: { 'content-type': 'image/png', 'evalloop-attributes': ascii }, payload: bytes })
    expect(records.map((record) => record.attributes)).toEqual(Array(4).fill(attributes))
  })
})

describe('what is refused', () => {
  test.each<[string, Request, number, string, string]>([
    ['no body', {}, 400, 'IMAGE_MISSING', 'body'],
    [
      'an empty body',
      { headers: { 'content-type': 'image/png' }, payload: '' },
      400,
      'IMAGE_MISSING',
      'body',
    ],
    ['JSON without image', { payload: {} }, 400, 'IMAGE_MISSING', 'image'],
    ['an image that is a number', { payload: { image: 5 } }, 400, 'IMAGE_MISSING', 'image'],
    ['an image that is null', { payload: { image: null } }, 400, 'IMAGE_MISSING', 'image'],
    ['an empty image', { payload: { image: '' } }, 400, 'IMAGE_MISSING', 'image'],
    ['no base64', { payload: { image: '###' } }, 400, 'IMAGE_NOT_BASE64', 'image'],
    ['a list', { payload: [base64] }, 400, 'REQUEST_INVALID', 'body'],
    [
      'attributes that are a text',
      { payload: { image: base64, attributes: 'x' } },
      400,
      'REQUEST_INVALID',
      'attributes',
    ],
    ['a form without file', form(field('image', 'x')), 400, 'IMAGE_MISSING', 'file'],
    ['a form whose file is empty', form(file('a.jpg', Buffer.alloc(0))), 400, 'IMAGE_MISSING', 'file'],
    [
      'a form with attributes that are no JSON',
      form(file('a.jpg'), field('attributes', '{x')),
      400,
      'REQUEST_INVALID',
      'attributes',
    ],
  ])('[PR7] %s, and the field is named', async (_name, request, status, code, named) => {
    const { ask, received } = await open()
    const response = await ask(request)
    expect([response.statusCode, response.json().code]).toEqual([status, code])
    expect(JSON.stringify([response.json().details, response.json().errors])).toContain(`"${named}`)
    expect(received).toEqual([])
  })

  test.each<[string, Attributes]>([
    ['a name with signs', { 'bad name!': 'x' }],
    ['a name that is too long', { ['a'.repeat(65)]: 'x' }],
    ['a value that is too long', { a: 'x'.repeat(201) }],
    ['too many', Object.fromEntries(Array.from({ length: 17 }, (_, index) => [`a${index}`, 'x']))],
    ['a number', { a: 5 as unknown as string }],
    ['a number under a bad name', { _a: 5 as unknown as string }],
    ['a NUL, which no database keeps', { a: 'x\0y' }],
    ['half a letter, which no database keeps', { a: 'x\ud83d' }],
  ])('[PR7] attributes: %s', async (_name, attributes) => {
    const { ask, received } = await open()
    const raw = {
      headers: { 'content-type': 'image/png', 'evalloop-attributes': JSON.stringify(attributes) },
      payload: bytes,
    }
    for (const request of [{ payload: { image: base64, attributes } }, raw]) {
      const response = await ask(request)
      expect([response.statusCode, response.json().code]).toEqual([400, 'REQUEST_INVALID'])
      expect(response.body).toContain('attributes')
    }
    expect(received).toEqual([])
  })

  test.each<[string, Request, number, string]>([
    [
      'broken JSON',
      { headers: { 'content-type': 'application/json' }, payload: '{"image":' },
      400,
      'REQUEST_INVALID',
    ],
    [
      'plain text',
      { headers: { 'content-type': 'text/plain' }, payload: 'hello' },
      415,
      'MEDIA_TYPE_UNSUPPORTED',
    ],
    [
      'a raw image beyond the limit',
      { headers: { 'content-type': 'image/png' }, payload: Buffer.alloc(100_001) },
      413,
      'IMAGE_TOO_LARGE',
    ],
    ['a file beyond the limit', form(file('a.jpg', Buffer.alloc(100_001))), 413, 'IMAGE_TOO_LARGE'],
    [
      'a form that breaks off',
      { ...form(), payload: form(file('a.jpg')).payload.subarray(0, 150) },
      400,
      'REQUEST_INVALID',
    ],
    [
      'a form without boundary',
      { headers: { 'content-type': 'multipart/form-data' }, payload: 'x' },
      400,
      'REQUEST_INVALID',
    ],
  ])('%s', async (_name, request, status, code) => {
    const { ask, received } = await open()
    const response = await ask(request)
    expect([response.statusCode, response.json().code]).toEqual([status, code])
    expect(received).toEqual([])
  })
})

async function open() {
  const received: Buffer[] = []
  const records: PredictionRecord[] = []
  const capture: CaptureSink = {
    begin: () => ({ commit: async (record) => records.push(record) > 0, abandon: async () => {} }),
  }
  const image = { mediaType: 'image/png', width: 1, height: 1, sha256: '' } as const
  const runner = {
    predict: async (sent: Uint8Array) => {
      received.push(Buffer.from(sent))
      return { probabilities: [0.3, 0.7], image }
    },
    close: async () => {},
  }
  const model = { version: 'test@0123456789ab', classes: ['Bread', 'Soup'], runner }
  const now = new Date('2026-01-31T23:59:59Z')
  const room = {
    model,
    capture,
    clock: { now: () => now },
    newId: () => idOf(1),
    random: () => 0.5,
    maxImageBytes: 100_000,
  }
  const app = await openHttpApp({
    rooms: async (scope) => void (await scope.register(predictRoutes, { room })),
  })
  const ask = ({ url = api.predictions, headers = {}, ...rest }: Request) =>
    app.inject({ method: 'POST', url, headers: { host: 'localhost', ...headers }, ...rest })
  return { ask, received, records }
}

const BOUNDARY = '----boundary7MA4YWxk'

function form(...parts: Buffer[]): { headers: Record<string, string>; payload: Buffer } {
  const payload = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)])
  return { headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }, payload }
}

function file(name: string, content: Buffer = bytes): Buffer {
  return part(`name="file"; filename="${name}"\r\ncontent-type: image/jpeg`, content)
}

function field(name: string, value: string, type = 'text/plain'): Buffer {
  return part(`name="${name}"\r\ncontent-type: ${type}`, Buffer.from(value))
}

function part(head: string, content: Buffer): Buffer {
  const start = Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`)
  return Buffer.concat([start, content, Buffer.from('\r\n')])
}
