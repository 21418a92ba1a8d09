import { createHash } from 'node:crypto'
import { workerData } from 'node:worker_threads'
import { EvalloopError } from '#contract/errors.ts'
import type { ModelManifest } from '#contract/registry.ts'
import { decodeImage } from '../adapters/image/sharp.ts'
import { loadOnnxModel } from '../adapters/model-runner/onnx-session.ts'
import type { WorkerReply } from '../adapters/model-runner/worker-pool.ts'

export type InferenceWorkerData = { modelFile: string; manifest: ModelManifest; maxImagePixels: number }

const data = workerData as InferenceWorkerData
const model = await loadOnnxModel(data.modelFile, data.manifest)

/** One thread of the pool: decodes an image, runs the model, hashes the bytes. */
export default async function predict(bytes: Uint8Array): Promise<WorkerReply> {
  try {
    const { pixels, image } = await decodeImage(bytes, data.manifest.preprocessing, {
      pixels: data.maxImagePixels,
    })
    const answer = await model.answer(pixels)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    return { kind: 'answer', answer: { ...answer, image: { ...image, sha256 } } }
  } catch (error) {
    if (error instanceof EvalloopError) return { kind: 'refused', code: error.code, details: error.details }
    throw error
  }
}
