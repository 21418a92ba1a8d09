import { describe, expect, test } from 'vitest'
import { EvalloopError } from '#contract/errors.ts'
import type { CaptureSink } from '#ports/capture-sink.ts'
import type { ModelAnswer } from '#ports/model-runner.ts'
import type { PredictionRecord } from '#ports/spool.ts'
import { idOf } from '../../../test/support/prediction-record.ts'
import { predictImage } from './actions.ts'

const classes = ['Bread', 'Egg', 'Soup']
const bytes = Buffer.from('an image')
const image = { mediaType: 'image/png', width: 30, height: 20, sha256: 'cd'.repeat(32) } as const
const now = new Date('2026-01-31T23:59:59.123Z')

describe('predictImage', () => {
  test('[PR1] answers the likeliest class, its probability, all of them in the model’s order, and the model version', async () => {
    const { predict } = room({ probabilities: [0.1, 0.2, 0.7] })
    expect(await predict()).toEqual({
      id: idOf(1),
      class: 'Soup',
      classIndex: 2,
      confidence: 0.7,
      probabilities: [
        { class: 'Bread', probability: 0.1 },
        { class: 'Egg', probability: 0.2 },
        { class: 'Soup', probability: 0.7 },
      ],
      modelVersion: 'test@0123456789ab',
      answeredAt: '2026-01-31T23:59:59.123Z',
      bucket: 'production',
      objectKey: `class_02/${idOf(1)}.png`,
      mediaType: 'image/png',
      bytes: bytes.length,
      width: 30,
      height: 20,
      captured: true,
    })
  })

  test('[PR1] of two equal probabilities the first class stands', async () => {
    const { predict } = room({ probabilities: [0.25, 0.375, 0.375] })
    expect((await predict()).class).toBe('Egg')
  })

  test('[PR2] the key has the extension of the format that the bytes are in', async () => {
    const { predict } = room({ image: { ...image, mediaType: 'image/avif' } })
    expect((await predict()).objectKey).toBe(`class_02/${idOf(1)}.avif`)
  })

  test('[PR3] a refusal passes through, and capture forgets the image', async () => {
    const refusal = new EvalloopError('IMAGE_FORMAT_UNSUPPORTED')
    const { predict, events } = room({ refusal })
    await expect(predict()).rejects.toBe(refusal)
    expect(events).toEqual(['begin', 'model', 'abandon'])
  })

  test('[PR4] the image is handed over before the model runs, the record before the answer', async () => {
    const { predict, events, records } = room({ embedding: Float32Array.from([1, 2]) })
    await predict()
    expect(events).toEqual(['begin', 'model', 'commit'])
    expect(records).toEqual([
      expect.objectContaining({
        id: idOf(1),
        sha256: image.sha256,
        embedding: Float32Array.from([1, 2]),
        attributes: { device: 'kitchen' },
        randomKey: 0.625,
        classes,
      }),
    ])
  })

  test('[PR5] what capture could not keep is answered all the same, and says so', async () => {
    const { predict } = room({ keeps: false })
    expect(await predict()).toMatchObject({ class: 'Soup', captured: false })
  })
})

type Situation = Partial<ModelAnswer> & { refusal?: Error; keeps?: boolean }

function room({ refusal, keeps = true, ...answer }: Situation) {
  const events: string[] = []
  const records: PredictionRecord[] = []
  const capture: CaptureSink = {
    begin() {
      events.push('begin')
      return {
        commit: async (record) => {
          events.push('commit')
          records.push(record)
          return keeps
        },
        abandon: async () => void events.push('abandon'),
      }
    },
  }
  const runner = {
    predict: async (): Promise<ModelAnswer> => {
      events.push('model')
      if (refusal) throw refusal
      return { probabilities: [0.1, 0.2, 0.7], image, ...answer }
    },
    close: async () => {},
  }
  const needs = {
    model: { version: 'test@0123456789ab', classes, runner },
    capture,
    clock: { now: () => now },
    newId: () => idOf(1),
    random: () => 0.625,
  }
  return { predict: () => predictImage(bytes, { device: 'kitchen' }, needs), events, records }
}
