import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ModelManifest } from '#contract/registry.ts'
import type { ModelRunner } from '#ports/model-runner.ts'
import { loadOnnxModel } from '../adapters/model-runner/onnx-session.ts'
import { openWorkerPool } from '../adapters/model-runner/worker-pool.ts'
import { StartError } from './config.ts'
import type { InferenceWorkerData } from './inference-worker.ts'
import { findModel } from './model-file.ts'
import type { Config } from './settings.ts'

const starterModel = join(import.meta.dirname, '../../models/food11.onnx')

export type OpenModel = Readonly<{
  id: string
  artifactSha256: string
  manifest: ModelManifest
  embeddingSize: number | undefined
  runner: ModelRunner
}>

/** Finds the model that the settings name, proves that it fits its manifest, and opens threads for it. Throws StartError. */
export async function openModel(
  config: Config,
  dataFolder: string,
  signal?: AbortSignal,
): Promise<OpenModel> {
  const { file, manifest, ...identity } = await findModel(
    config.model ?? starterModel,
    config.modelSha256,
    join(dataFolder, 'models'),
    signal,
  )
  signal?.throwIfAborted()
  const proof = await loadOnnxModel(file, manifest).catch((cause: Error) => {
    throw new StartError(cause.message, cause)
  })
  await proof.release()
  signal?.throwIfAborted()
  const workerData: InferenceWorkerData = { modelFile: file, manifest, maxImagePixels: config.maxImagePixels }
  const runner = await openWorkerPool({
    worker: new URL('./inference-worker.ts', import.meta.url),
    workerData,
    threads: config.inferenceThreads ?? availableParallelism(),
    queueLimit: config.queueLimit,
  })
  return { ...identity, manifest, embeddingSize: proof.embeddingSize, runner }
}
