import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { ModelManifest } from '#contract/registry.ts'
import { artifactSha256, modelVersionId } from './version-id.ts'

const bytes = Buffer.from('onnx')
const manifest: ModelManifest = {
  name: 'food11',
  classes: ['Bread', 'Egg'],
  preprocessing: {
    width: 224,
    height: 224,
    resize: 'stretch',
    colour: 'RGB',
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    layout: 'NCHW',
  },
}
const { preprocessing } = manifest

describe('artifactSha256', () => {
  test('[RE1] is fixed for ever: the reference value', () => {
    const text = JSON.stringify({ classes: ['Bread', 'Egg'], preprocessing, output: 'logits' })
    const reference = createHash('sha256').update('onnx').update(text).digest('hex')
    expect(artifactSha256(bytes, manifest)).toBe(reference)
    expect(reference).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each<[string, ModelManifest]>([
    ['another name', { ...manifest, name: 'renamed' }],
    ['an output that says what is the default', { ...manifest, output: 'logits' }],
    ['more keys', { ...manifest, note: 'optional' } as ModelManifest],
    ['keys in another order', backwards(manifest)],
  ])('[RE1] %s does not make another artifact', (_name, same) => {
    expect(artifactSha256(bytes, same)).toBe(artifactSha256(bytes, manifest))
  })

  test.each<[string, Uint8Array, ModelManifest]>([
    ['other weights', Buffer.from('other'), manifest],
    ['another class', bytes, { ...manifest, classes: ['Bread', 'Soup'] }],
    ['another order of classes', bytes, { ...manifest, classes: ['Egg', 'Bread'] }],
    ['another mean', bytes, { ...manifest, preprocessing: { ...preprocessing, mean: [0, 0, 0] } }],
    ['another resize', bytes, { ...manifest, preprocessing: { ...preprocessing, resize: 'cover' } }],
    ['another output', bytes, { ...manifest, output: 'probabilities' }],
  ])('[RE1] %s is another artifact', (_name, model, other) => {
    expect(artifactSha256(model, other)).not.toBe(artifactSha256(bytes, manifest))
  })
})

test('[RE1] a model version is its name and the first twelve digits', () => {
  expect(modelVersionId('food11', '3f2a1b9c0d4e5f60718293a4b5c6d7e8')).toBe('food11@3f2a1b9c0d4e')
})

function backwards({ preprocessing: inner, ...outer }: ModelManifest): ModelManifest {
  const turn = <Whole extends object>(whole: Whole) =>
    Object.fromEntries(Object.entries(whole).reverse()) as Whole
  return turn({ ...outer, preprocessing: turn(inner) })
}
