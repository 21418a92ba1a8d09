import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import { PredictionFacets, PredictionPage } from '#contract/capture.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { PredictionAnswer, TutorialAnswer } from '#contract/predict.ts'
import { until } from '../support/until.ts'
import { clientOf, expectProblem } from './client.ts'
import { badImages, type Upload, uploadOf } from './malformed-uploads.ts'
import { picture } from './pictures.ts'
import { serverUnderTest } from './server.ts'

const SEED = 20_260_131
const UPLOADS = 500
const LIMIT_MS = 1000
const server = serverUnderTest()
const client = clientOf(server)

type Outcome = { name: string; status: number; milliseconds: number; id?: string; sha256: string }

test(`[PR3, CA2] ${UPLOADS} malformed uploads: refused in time with the one error body, and nothing is left of them`, async () => {
  await client.settled((await client.predict(await picture(1))).id)
  const before = await countAll()
  const bad = await badImages(SEED, UPLOADS)
  const outcomes: Outcome[] = []
  for (const [turn, image] of bad.entries())
    outcomes.push(await send(uploadOf(image, turn), turn, image.bytes))

  const accepted = outcomes.flatMap(({ id }) => (id === undefined ? [] : [id]))
  expect(outcomes.filter(({ status }) => ![200, 201, 400, 413, 415].includes(status))).toEqual([])
  expect(outcomes.filter(({ milliseconds }) => milliseconds > LIMIT_MS)).toEqual([])
  expect(accepted.length).toBeLessThan(UPLOADS / 4)
  for (const status of [400, 413, 415]) expect(outcomes.map((outcome) => outcome.status)).toContain(status)

  for (const id of accepted) await client.settled(id)
  await expectNothingLeft(before, accepted, outcomes)
  expect((await client.send('GET', '/health/ready')).status).toBe(200)
  expect((await client.predict(await picture(2))).captured).toBe(true)
})

test('[PR3] a body beyond the limit is refused, in each form, and the server goes on', async () => {
  const zeros = Buffer.alloc(21 * 1024 * 1024)
  const forms: [form: number, ErrorCode][] = [
    [0, 'IMAGE_TOO_LARGE'],
    [2, 'REQUEST_TOO_LARGE'],
    [3, 'IMAGE_TOO_LARGE'],
  ]
  for (const [form, code] of forms) {
    const { body, headers } = uploadOf({ name: 'zeros', bytes: zeros }, form)
    await expectProblem(await client.send('POST', api.predictions, body, headers), code)
  }
  expect((await client.predict(await picture(3))).captured).toBe(true)
})

async function send({ name, headers, body }: Upload, turn: number, image: Buffer): Promise<Outcome> {
  const path = turn % 2 === 0 ? api.predictions : api.predict
  const began = performance.now()
  const response = await client.send('POST', path, body, headers)
  const copy = response.clone()
  const content = (await response.json()) as { id?: string; code?: ErrorCode }
  const milliseconds = performance.now() - began
  const outcome = {
    name,
    status: response.status,
    milliseconds,
    sha256: createHash('sha256').update(image).digest('hex'),
  }
  if (response.ok) {
    const schema = path === api.predict ? TutorialAnswer : PredictionAnswer
    expect({ name, errors: [...Value.Errors(schema, content)] }).toEqual({ name, errors: [] })
    return { ...outcome, ...(content.id !== undefined && { id: content.id }) }
  }
  await expectProblem(copy, content.code ?? 'INTERNAL')
  return outcome
}

/** What was accepted is there, and nothing else that has the bytes of one of ours. */
async function expectNothingLeft(before: number, accepted: string[], outcomes: Outcome[]): Promise<void> {
  const refused = new Set(outcomes.flatMap(({ id, sha256 }) => (id === undefined ? [sha256] : [])))
  for (const { id } of outcomes) if (id !== undefined) refused.delete((await client.settled(id)).sha256)
  const { predictions } = await client.get(PredictionPage, api.predictions, { limit: 200 })
  const left = await Promise.all(predictions.map(async ({ id }) => (await client.settled(id)).sha256))
  expect(left.filter((sha256) => refused.has(sha256))).toEqual([])
  const { dataFolder } = server
  if (dataFolder === undefined) return
  expect(await countAll()).toBe(before + accepted.length)
  await until(async () => (await readdir(join(dataFolder, 'spool/images'))).length === 0)
  const files = await readdir(join(dataFolder, 'buckets'), { recursive: true, withFileTypes: true })
  const objects = files.filter((entry) => entry.isFile() && entry.parentPath.includes('/objects/'))
  expect(objects).toHaveLength(before + accepted.length)
  expect(files.filter((entry) => entry.isFile() && entry.parentPath.includes('/drafts'))).toEqual([])
}

async function countAll(): Promise<number> {
  return (await client.get(PredictionFacets, api.predictionFacets)).total
}
