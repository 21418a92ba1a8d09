import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelManifest } from '#contract/registry.ts'

/** The model that Evalloop serves when nobody names another. */
export const starterModelFile = join(import.meta.dirname, '../../models/food11.onnx')

export function starterManifest(changes: Partial<ModelManifest> = {}): ModelManifest {
  const manifest: ModelManifest = JSON.parse(readFileSync(starterModelFile.replace(/onnx$/, 'json'), 'utf8'))
  return { ...manifest, ...changes }
}
