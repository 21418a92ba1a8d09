import { readdir, readFile, readlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { ModelManifest } from '#contract/registry.ts'
import { starterManifest, starterModelFile } from '../../../test/support/starter-model.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { loadOnnxModel, type OnnxModel } from './onnx-session.ts'

const manifest = starterManifest()
const { width, height } = manifest.preprocessing

describe('the starter model', () => {
  test('[PR1] answers one probability a class, in [0, 1], summing to 1', async () => {
    const model = await load()
    for (const seed of [1, 2, 3]) {
      const { probabilities } = await model.answer(noise(seed))
      expect(probabilities).toHaveLength(manifest.classes.length)
      expect(probabilities.every((value) => value >= 0 && value <= 1)).toBe(true)
      expect(probabilities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12)
    }
  })

  test('answers the same image the same way every time, and different images differently', async () => {
    const model = await load()
    const [first, again, other] = [
      await model.answer(noise(1)),
      await model.answer(noise(1)),
      await model.answer(noise(2)),
    ]
    expect(again).toEqual(first)
    expect(other.probabilities).not.toEqual(first.probabilities)
  })

  test('its embedding is as long as it says', async () => {
    const model = await load()
    const { embedding } = await model.answer(noise(1))
    expect(embedding?.length).toBe(model.embeddingSize)
  })

  test('keeps no record of its use: ONNX Runtime would write one and send it away', async () => {
    await load()
    const descriptors = await readdir('/proc/self/fd')
    const files = await Promise.all(
      descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')),
    )
    expect(files.filter((name) => /onnxruntime\.db|mat-debug/.test(name))).toEqual([])
  })

  test('mean, standard deviation and colour order of the manifest reach the model', async () => {
    const plain = await (await load()).answer(noise(1))
    const { preprocessing } = manifest
    for (const change of [{ mean: [0, 0, 0] }, { std: [1, 1, 1] }, { colour: 'BGR' as const }]) {
      const other = await load(starterManifest({ preprocessing: { ...preprocessing, ...change } }))
      expect((await other.answer(noise(1))).probabilities).not.toEqual(plain.probabilities)
    }
  })
})

describe('a model that does not fit its manifest is refused with a sentence', () => {
  test('one class too many', async () => {
    const classes = [...manifest.classes, 'Anything else']
    await expect(load(starterManifest({ classes }))).rejects.toThrow(
      new RegExp(
        `names ${classes.length} classes, but the model answers .*with ${manifest.classes.length} numbers`,
      ),
    )
  })

  test('another width', async () => {
    const preprocessing = { ...manifest.preprocessing, width: width + 16 }
    await expect(load(starterManifest({ preprocessing }))).rejects.toThrow(
      `, 3, ${height}, ${width}], but the manifest’s preprocessing makes [1, 3, ${height}, ${width + 16}].`,
    )
  })

  test('another layout', async () => {
    const preprocessing = { ...manifest.preprocessing, layout: 'NHWC' as const }
    await expect(load(starterManifest({ preprocessing }))).rejects.toThrow(
      `makes [1, ${height}, ${width}, 3]`,
    )
  })

  test('logits that the manifest calls probabilities', async () => {
    await expect(load(starterManifest({ output: 'probabilities' }))).rejects.toThrow(/no probabilities/)
  })

  test.each([
    ['text', () => Buffer.from('not a model')],
    ['nothing', () => Buffer.alloc(0)],
    ['the first half of a model', async () => (await readFile(starterModelFile)).subarray(0, 50_000)],
  ])('a file that holds %s', async (_name, content) => {
    const file = join(await temporaryFolder(), 'broken.onnx')
    await writeFile(file, await content())
    await expect(loadOnnxModel(file, manifest)).rejects.toThrow(`The model ${file} cannot be loaded: `)
  })

  test('a file that is not there', async () => {
    await expect(loadOnnxModel('/nowhere/model.onnx', manifest)).rejects.toThrow(
      'The model /nowhere/model.onnx cannot be loaded',
    )
  })
})

async function load(wanted: ModelManifest = manifest): Promise<OnnxModel> {
  const model = await loadOnnxModel(starterModelFile, wanted)
  onTestFinished(() => model.release())
  return model
}

function noise(seed: number): Uint8Array {
  return Uint8Array.from({ length: width * height * 3 }, (_, index) =>
    Math.floor((Math.sin(index * seed) + 1) * 127),
  )
}
