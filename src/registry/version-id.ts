import { createHash } from 'node:crypto'
import type { ModelManifest } from '#contract/registry.ts'

/**
 * SHA-256, hexadecimal, of the ONNX file and of what the manifest says about classes and preprocessing, in a fixed
 * order of the keys, however the file is written. [RE1]
 */
export function artifactSha256(model: Uint8Array, { classes, preprocessing, output }: ModelManifest): string {
  const { width, height, resize, colour, mean, std, layout } = preprocessing
  const fixed = { width, height, resize, colour, mean, std, layout }
  const manifest = JSON.stringify({ classes, preprocessing: fixed, output: output ?? 'logits' })
  return createHash('sha256').update(model).update(manifest).digest('hex')
}

/** `food11@3f2a1b9c0d4e` [RE1] */
export function modelVersionId(name: string, sha256: string): string {
  return `${name}@${sha256.slice(0, 12)}`
}
