import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import { FeedbackState, PredictionDetail } from '#contract/capture.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import { ModelVersion } from '#contract/registry.ts'
import { until } from '../support/until.ts'
import { type Body, clientOf, expectProblem } from './client.ts'
import { formats, picture } from './pictures.ts'
import { serverUnderTest } from './server.ts'

const server = serverUnderTest()
const client = clientOf(server)

describe('POST /api/v1/predictions', () => {
  const attributes = { device: 'kitchen', 'app.version': '1.2-β' }
  const header = JSON.stringify(attributes).replace('β', '\\u03b2')

  test.each<[string, (photo: Buffer) => [Body, Record<string, string>]]>([
    ['raw bytes', (photo) => [photo, { 'content-type': 'image/jpeg', 'evalloop-attributes': header }]],
    [
      'raw bytes of no type',
      (photo) => [photo, { 'content-type': 'application/octet-stream', 'evalloop-attributes': header }],
    ],
    ['a form', (photo) => [formOf(photo, JSON.stringify(attributes)), {}]],
    ['JSON', (photo) => [{ image: photo.toString('base64'), attributes }, {}]],
    [
      'JSON with a data: URL',
      (photo) => [{ image: `data:image/jpeg;base64,${photo.toString('base64')}`, attributes }, {}],
    ],
  ])('[PR6] the image as %s', async (_name, encode) => {
    const photo = await picture(1)
    const response = await client.send('POST', api.predictions, ...encode(photo))
    expect(response.status).toBe(201)
    const answer = (await response.json()) as PredictionAnswer
    expect(response.headers.get('location')).toBe(api.prediction(answer.id))
    const detail = await client.settled(answer.id)
    expect(detail.attributes).toEqual(attributes)
    expect(detail.sha256).toBe(createHash('sha256').update(photo).digest('hex'))
    expect(detail).toMatchObject(answer)
  })

  test('[PR1] answers class, probability, all probabilities in the model’s order, and the model version', async () => {
    const { id: modelVersion, classes } = await client.get(ModelVersion, api.servingModel)
    const answer = await client.predict(await picture(2))
    expect(answer.modelVersion).toBe(modelVersion)
    expect(answer.probabilities.map((one) => one.class)).toEqual(classes)
    const probabilities = answer.probabilities.map(({ probability }) => probability)
    expect(probabilities.reduce((sum, probability) => sum + probability, 0)).toBeCloseTo(1, 9)
    expect(answer.confidence).toBe(Math.max(...probabilities))
    expect(classes[answer.classIndex]).toBe(answer.class)
    expect(probabilities[answer.classIndex]).toBe(answer.confidence)
  })

  test.each(formats)('[PR3] %s is answered', async (format) => {
    const answer = await client.predict(await picture(3, format), 'application/octet-stream')
    expect(answer).toMatchObject({ mediaType: `image/${format}`, width: 64, height: 48, captured: true })
  })

  test('[PR3] width and height are told after the EXIF orientation', async () => {
    const turned = await sharp(await picture(4))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    expect(await client.predict(turned)).toMatchObject({ width: 48, height: 64 })
  })

  test('ids rise with time', async () => {
    const photo = await picture(5)
    const ids: string[] = []
    for (let turn = 0; turn < 5; turn++) ids.push((await client.predict(photo)).id)
    expect(ids).toEqual([...ids].sort())
  })

  test.each<[string, object, string]>([
    ['no image', {}, 'IMAGE_MISSING'],
    ['an image of the wrong type', { image: 7 }, 'IMAGE_MISSING'],
    ['no base64', { image: 'x*' }, 'IMAGE_NOT_BASE64'],
    ['base64 of a text', { image: 'aGVsbG8=' }, 'IMAGE_FORMAT_UNSUPPORTED'],
    ['attributes with a NUL', { image: 'aGVsbG8=', attributes: { a: '\0' } }, 'REQUEST_INVALID'],
    ['attributes under a bad name', { image: 'aGVsbG8=', attributes: { 'a b': 'x' } }, 'REQUEST_INVALID'],
  ])('[PR7] %s is refused', async (_name, body, code) => {
    await expectProblem(await client.send('POST', api.predictions, body), code as 'IMAGE_MISSING')
  })
})

describe('GET /api/v1/predictions/<id>', () => {
  test('[RM3] at once after the answer, settled or not', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, async (_, seed) => client.predict(await picture(20 + seed))),
    )
    const details = await Promise.all(
      answers.map(({ id }) => client.get(PredictionDetail, api.prediction(id))),
    )
    expect(details.map(({ id, probabilities }) => [id, probabilities])).toEqual(
      answers.map(({ id, probabilities }) => [id, probabilities]),
    )
  })

  test('[CA9] tags are the ones of the object', async () => {
    const { id, objectKey } = await client.predict(await picture(30))
    const { tags } = await client.settled(id)
    const object = await (await client.send('GET', api.objectTags('production', objectKey))).json()
    expect(object).toEqual({ tags })
  })

  test('the image comes back byte for byte, at once and for ever', async () => {
    for (const format of formats) {
      const photo = await picture(31, format)
      const { id } = await client.predict(photo)
      for (const settle of [false, true]) {
        if (settle) await client.settled(id)
        const response = await client.send('GET', api.predictionImage(id))
        // Only an administrator may see it, so no shared cache may keep it.
        expect(response.headers.get('cache-control')).toMatch(/^private, /)
        expect(response.headers.get('content-type')).toBe(`image/${format}`)
        expect(response.headers.get('cache-control')).toContain('immutable')
        expect(response.headers.get('content-security-policy')).toContain('sandbox')
        expect(Buffer.from(await response.arrayBuffer())).toEqual(photo)
      }
    }
  })

  test('the thumbnail is WebP of at most 256 pixels, upright, the same every time', async () => {
    const wide = await sharp(await picture(32, 'jpeg', 1200, 800))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { id } = await client.predict(wide)
    const first = await thumbnailOf(id)
    const { format, width, height } = await sharp(first).metadata()
    expect({ format, width, height }).toEqual({ format: 'webp', width: 171, height: 256 })
    expect(await thumbnailOf(id)).toEqual(first)
    const small = await client.predict(await picture(33, 'png', 40, 30))
    expect(await sharp(await thumbnailOf(small.id)).metadata()).toMatchObject({ width: 40, height: 30 })
  })

  test.each([
    [api.prediction('01936f3a-7c2e-7d4b-9a51-0c5e8f1b2a3d'), 'PREDICTION_MISSING'],
    [api.predictionImage('01936f3a-7c2e-7d4b-9a51-0c5e8f1b2a3d'), 'PREDICTION_MISSING'],
    [api.predictionThumbnail('01936f3a-7c2e-7d4b-9a51-0c5e8f1b2a3d'), 'PREDICTION_MISSING'],
    [api.prediction('not-an-id'), 'REQUEST_INVALID'],
    [api.prediction('01936f3a-7c2e-4d4b-9a51-0c5e8f1b2a3d'), 'REQUEST_INVALID'],
    [api.predictionImage('01936F3A-7C2E-7D4B-9A51-0C5E8F1B2A3D'), 'REQUEST_INVALID'],
  ] as const)('%s is %s', async (path, code) => {
    await expectProblem(await client.send('GET', path), code)
  })
})

describe('feedback by id', () => {
  test('[CA7] every word is kept and the state tells the latest', async () => {
    const { classes } = await client.get(ModelVersion, api.servingModel)
    const { id } = await client.predict(await picture(40))
    const say = (body: object) => client.post(FeedbackState, api.predictionFeedback(id), body)
    const name = classes[0] ?? ''
    expect(await say({ kind: 'flag' })).toEqual({ flagged: true })
    expect(await say({ kind: 'correct', class: name })).toEqual({ flagged: true, correctedClass: name })
    expect(await say({ kind: 'unflag' })).toEqual({ flagged: false, correctedClass: name })
    expect(await say({ kind: 'unflag' })).toEqual({ flagged: false, correctedClass: name })
    expect(await say({ kind: 'uncorrect' })).toEqual({ flagged: false })
    const isWhole = ({ history, tags }: PredictionDetail) =>
      history.length === 5 && !('corrected_class' in tags)
    await until(async () => isWhole(await client.settled(id)))
    const { history, tags } = await client.settled(id)
    expect(history.map(({ kind }) => kind)).toEqual(['predicted', 'flag', 'correct', 'unflag', 'uncorrect'])
    expect(Object.keys(tags).sort()).toEqual(['confidence', 'predicted_class', 'timestamp'])
  })

  test.each([
    [{ kind: 'correct', class: 'no class of any model' }, 'CLASS_UNKNOWN'],
    [{ kind: 'correct' }, 'CLASS_UNKNOWN'],
    [{ kind: 'flag', class: 'x' }, 'REQUEST_INVALID'],
    [{ kind: 'like' }, 'REQUEST_INVALID'],
    [{}, 'REQUEST_INVALID'],
  ] as const)('[CA8] %j is refused', async (body, code) => {
    const { id } = await client.predict(await picture(41))
    await expectProblem(await client.send('POST', api.predictionFeedback(id), body), code)
  })
})

function formOf(photo: Buffer, attributes: string): FormData {
  const form = new FormData()
  form.set('attributes', attributes)
  form.set('file', new Blob([new Uint8Array(photo)]), 'photo')
  return form
}

async function thumbnailOf(id: string): Promise<Buffer> {
  const response = await client.send('GET', api.predictionThumbnail(id))
  expect(response.headers.get('content-type')).toBe('image/webp')
  return Buffer.from(await response.arrayBuffer())
}
