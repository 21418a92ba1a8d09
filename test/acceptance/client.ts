import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { expect } from 'vitest'
import { api } from '#contract/api.ts'
import { PredictionDetail } from '#contract/capture.ts'
import { catalogue, type ErrorCode, Problem } from '#contract/errors.ts'
import { PredictionAnswer } from '#contract/predict.ts'
import { until } from '../support/until.ts'
import type { ServerUnderTest } from './server.ts'

export type Query = Readonly<Record<string, string | number | boolean>>
export type Body = Buffer | FormData | URLSearchParams | object

/** Talks to the server as any program would, and holds every answer against the contract. */
export function clientOf(server: ServerUnderTest) {
  const send = (method: string, path: string, body?: Body, headers: Record<string, string> = {}) =>
    fetch(server.url + path, { method, ...encoded(body, headers) })

  async function expectAnswer<Schema extends TSchema>(
    schema: Schema,
    response: Response,
    status: number,
  ): Promise<Static<Schema>> {
    const content: unknown = await response.json()
    expect({ status: response.status, ...(response.status !== status && { content }) }).toEqual({ status })
    expect([...Value.Errors(schema, content)]).toEqual([])
    return content as Static<Schema>
  }

  return {
    send,
    get: async <Schema extends TSchema>(schema: Schema, path: string, query: Query = {}) =>
      expectAnswer(schema, await send('GET', path + textOf(query)), 200),
    post: async <Schema extends TSchema>(schema: Schema, path: string, body: Body, status = 200) =>
      expectAnswer(schema, await send('POST', path, body), status),
    put: async <Schema extends TSchema>(schema: Schema, path: string, body: Body) =>
      expectAnswer(schema, await send('PUT', path, body), 200),
    delete: async <Schema extends TSchema>(schema: Schema, path: string, body?: Body) =>
      expectAnswer(schema, await send('DELETE', path, body), 200),

    async predict(image: Buffer, type = 'image/jpeg'): Promise<PredictionAnswer> {
      const response = await send('POST', api.predictions, image, { 'content-type': type })
      return expectAnswer(PredictionAnswer, response, 201)
    },

    /** The prediction once it stands in the index. */
    async settled(id: string): Promise<PredictionDetail> {
      const read = async () => expectAnswer(PredictionDetail, await send('GET', api.prediction(id)), 200)
      let found = await read()
      await until(async () => {
        if (!found.settled) found = await read()
        return found.settled
      })
      return found
    },
  }
}

/** The one error body, whole and as the catalogue has it. */
export async function expectProblem(response: Response, code: ErrorCode): Promise<Problem> {
  const text = await response.text()
  expect(response.headers.get('content-type'), text).toBe('application/problem+json; charset=utf-8')
  const problem = JSON.parse(text)
  expect([...Value.Errors(Problem, problem)]).toEqual([])
  const { status, message, remedy, retry } = catalogue[code]
  expect(problem).toMatchObject({
    code,
    status,
    title: message,
    remedy,
    retry,
    type: `urn:evalloop:error:${code}`,
  })
  expect(response.status).toBe(status)
  return problem
}

function textOf(query: Query): string {
  const texts = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)])
  return texts.length === 0 ? '' : `?${new URLSearchParams(texts)}`
}

function encoded(body: Body | undefined, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { headers }
  if (Buffer.isBuffer(body)) return { headers, body: new Uint8Array(body) }
  if (body instanceof FormData || body instanceof URLSearchParams) return { headers, body }
  return { headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}
