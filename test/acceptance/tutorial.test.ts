import { describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { ObjectTags } from '#contract/objects.ts'
import { TutorialAnswer } from '#contract/predict.ts'
import { ModelVersion } from '#contract/registry.ts'
import { until } from '../support/until.ts'
import { clientOf, expectProblem } from './client.ts'
import { extensionOf, formats, picture } from './pictures.ts'
import { serverUnderTest } from './server.ts'

const server = serverUnderTest()
const client = clientOf(server)

describe('POST /predict, as the tutorial’s clients call it', () => {
  test('[PR6] JSON with base64 in: prediction and probability out', async () => {
    const { classes } = await client.get(ModelVersion, api.servingModel)
    const image = (await picture(1)).toString('base64')
    const answer = await client.post(TutorialAnswer, '/predict', { image })
    expect(classes).toContain(answer.prediction)
    expect(answer.probability).toBeGreaterThanOrEqual(1 / classes.length)
    expect(answer.captured).toBe(true)
  })

  test('[PR6] a form with the field file does as well, and answers the same', async () => {
    const photo = await picture(2)
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'IMG_0001.JPG')
    const first = await client.post(TutorialAnswer, '/predict', form)
    const second = await client.post(TutorialAnswer, '/predict', { image: photo.toString('base64') })
    expect([second.prediction, second.probability]).toEqual([first.prediction, first.probability])
    expect(second.id).not.toBe(first.id)
  })

  test.each(formats)(
    '[PR2] the key of a %s: class_NN/<id><extension>, in the bucket production',
    async (format) => {
      const { classes } = await client.get(ModelVersion, api.servingModel)
      const photo = await picture(3, format)
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(photo)], { type: 'application/x-lie' }), 'wrong.name.txt')
      const { prediction, id, object_key } = await client.post(TutorialAnswer, '/predict', form)
      const folder = `class_${String(classes.indexOf(prediction)).padStart(2, '0')}`
      expect(object_key).toBe(`${folder}/${id}${extensionOf(format)}`)
      await client.settled(id)
      const object = await client.send('GET', api.objectContent('production', object_key))
      expect(object.headers.get('content-type')).toBe(`image/${format}`)
      expect(Buffer.from(await object.arrayBuffer())).toEqual(photo)
    },
  )

  test('[CA9] the object carries the tutorial’s tags', async () => {
    const { prediction, probability, id, object_key } = await predict(4)
    const { answeredAt } = await client.settled(id)
    expect(await tags(object_key)).toEqual({
      predicted_class: prediction,
      confidence: probability.toFixed(3),
      timestamp: answeredAt.replace(/\.\d{3}Z$/, 'Z'),
    })
  })
})

describe('POST /flag/<object key>', () => {
  test('[CA7] flags once, however often it is said', async () => {
    const { id, object_key } = await predict(5)
    for (const _time of [1, 2, 3]) expect((await client.send('POST', api.flag(object_key))).status).toBe(204)
    await until(async () => (await tags(object_key)).flagged === 'true')
    const { flagged, history } = await client.settled(id)
    expect(flagged).toBe(true)
    expect(history.filter(({ kind }) => kind === 'flag')).toHaveLength(1)
  })

  test('[CA6] at once after the answer, before anything is settled', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, (_, seed) => predict(100 + seed)))
    const flags = await Promise.all(
      answers.map(({ object_key }) => client.send('POST', api.flag(object_key))),
    )
    expect(flags.map(({ status }) => status)).toEqual(Array(10).fill(204))
    for (const { object_key } of answers) await until(async () => (await tags(object_key)).flagged === 'true')
  })

  test('as an HTML form sends it', async () => {
    const { object_key } = await predict(6)
    expect((await client.send('POST', api.flag(object_key), new URLSearchParams())).status).toBe(204)
  })
})

describe('POST /correct-label/<object key>', () => {
  test('[CA9] form field corrected_class: the tag follows, the latest word stands', async () => {
    const { id, object_key } = await predict(7)
    const [first, second] = await otherClasses(id)
    for (const name of [first, second, second]) {
      expect((await correct(object_key, name)).status).toBe(204)
    }
    await until(async () => (await tags(object_key)).corrected_class === second)
    const { correctedClass, history } = await client.settled(id)
    expect(correctedClass).toBe(second)
    expect(history.filter(({ kind }) => kind === 'correct')).toHaveLength(2)
  })

  test('[CA8] a class that the model does not know is refused, and the known ones are named', async () => {
    const { classes } = await client.get(ModelVersion, api.servingModel)
    const { id, object_key } = await predict(8)
    for (const name of ['Pizza', '', `${classes[0]} `]) {
      const { details } = await expectProblem(await correct(object_key, name), 'CLASS_UNKNOWN')
      expect(details).toEqual({ class: name, classes })
    }
    expect((await client.settled(id)).correctedClass).toBeUndefined()
  })

  test('[CA8] without the field the field is named', async () => {
    const { object_key } = await predict(9)
    const response = await client.send(
      'POST',
      api.correctLabel(object_key),
      new URLSearchParams({ label: 'Soup' }),
    )
    const { errors } = await expectProblem(response, 'REQUEST_INVALID')
    expect(errors?.map(({ field }) => field)).toEqual(['corrected_class'])
  })
})

test('[CA8] a key that is not a prediction’s own is refused, for both', async () => {
  const { id, object_key } = await predict(10)
  const name = (await client.settled(id)).class
  const wrong = [
    object_key.replace(/^class_\d+/, 'class_9999'),
    object_key.replace(/\.jpg$/, '.png'),
    object_key.replace(/.\.jpg$/, (end) => `${end[0] === '0' ? '1' : '0'}.jpg`),
    object_key.toUpperCase(),
    `production/${object_key}`,
    `x${object_key}`,
    'class_00/x.jpg',
    '%2e%2e%2fetc%2fpasswd',
    '..%5c..%5cx.jpg',
    `${object_key}%00`,
  ]
  for (const key of wrong) {
    const code = key.endsWith('%00') ? 'REQUEST_INVALID' : 'PREDICTION_MISSING'
    await expectProblem(await client.send('POST', api.flag(key)), code)
    await expectProblem(await correct(key, name), code)
  }
  expect((await client.settled(id)).flagged).toBe(false)
})

async function predict(seed: number): Promise<TutorialAnswer> {
  return client.post(TutorialAnswer, '/predict', { image: (await picture(seed)).toString('base64') })
}

async function tags(key: string): Promise<Record<string, string>> {
  const response = await client.send('GET', api.objectTags('production', key))
  return response.status === 404 ? {} : ((await response.json()) as ObjectTags).tags
}

function correct(key: string, name: string): Promise<Response> {
  return client.send('POST', api.correctLabel(key), new URLSearchParams({ corrected_class: name }))
}

async function otherClasses(id: string): Promise<[string, string]> {
  const { classes } = await client.get(ModelVersion, api.servingModel)
  const { class: predicted } = await client.settled(id)
  const [first = '', second = ''] = classes.filter((name) => name !== predicted)
  return [first, second]
}
