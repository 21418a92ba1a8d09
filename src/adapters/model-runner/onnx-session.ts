import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { ModelManifest } from '#contract/registry.ts'

/** What the model says about one input: probabilities in class order and, when it has one, its embedding. */
export type SessionAnswer = Readonly<{ probabilities: number[]; embedding?: Float32Array }>

export type OnnxModel = Readonly<{
  embeddingSize: number | undefined
  /** @param pixels RGB bytes, height × width × 3 */
  answer(pixels: Uint8Array): Promise<SessionAnswer>
  release(): Promise<void>
}>

/**
 * Loads an ONNX classifier and proves with one blank image that it fits its manifest. Throws an Error whose message
 * is a sentence for the person who configured the model.
 */
export async function loadOnnxModel(file: string, manifest: ModelManifest): Promise<OnnxModel> {
  const session = await open(file)
  const input = checkInput(session, manifest)
  const { width, height } = manifest.preprocessing
  const blank = await run(session, input, toTensor(new Uint8Array(width * height * 3), manifest))
  const output = chooseOutput(session, blank, manifest)
  probabilitiesOf(numbersOf(blank[output]), manifest)
  const embedding = session.outputNames.includes('embedding') ? 'embedding' : undefined

  return {
    embeddingSize: embedding && blank[embedding]?.data.length,
    async answer(pixels) {
      const results = await run(session, input, toTensor(pixels, manifest))
      const probabilities = probabilitiesOf(numbersOf(results[output]), manifest)
      const vector = embedding && results[embedding]
      return vector ? { probabilities, embedding: Float32Array.from(numbersOf(vector)) } : { probabilities }
    },
    release: () => session.release(),
  }
}

async function open(file: string): Promise<InferenceSession> {
  // ONNX Runtime (1.30) keeps a database of usage events in the home folder and sends it to Microsoft. It looks
  // at this when the first session of the process is made, on the main thread: threads inherit the answer.
  process.env.ORT_DISABLE_TELEMETRY = '1'
  try {
    return await InferenceSession.create(file, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      logSeverityLevel: 3,
    })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(`The model ${file} cannot be loaded: ${reason}`, { cause })
  }
}

function checkInput(session: InferenceSession, manifest: ModelManifest): string {
  const [first, ...others] = session.inputMetadata
  if (!first || others.length > 0) {
    throw new Error(`The model must have exactly one input; it has ${session.inputNames.length}.`)
  }
  if (!first.isTensor || first.type !== 'float32') {
    throw new Error(
      `The model’s input "${first.name}" must be a float32 tensor${first.isTensor ? `, not ${first.type}` : ''}.`,
    )
  }
  const wanted = shapeOf(manifest)
  const fits = first.shape.length === 4 && wanted.every((size, axis) => acceptsSize(first.shape[axis], size))
  if (fits) return first.name
  throw new Error(
    `The model’s input "${first.name}" has the shape [${first.shape.join(', ')}], but the manifest’s preprocessing makes [${wanted.join(', ')}].`,
  )
}

/** A named dimension takes any size. */
function acceptsSize(dimension: number | string | undefined, size: number): boolean {
  return (
    typeof dimension === 'string' || dimension === size || (typeof dimension === 'number' && dimension < 0)
  )
}

function shapeOf({ preprocessing }: ModelManifest): [number, number, number, number] {
  const { width, height, layout } = preprocessing
  return layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3]
}

type Results = Awaited<ReturnType<InferenceSession['run']>>

async function run(session: InferenceSession, input: string, tensor: Tensor): Promise<Results> {
  return session.run({ [input]: tensor })
}

/** The output named `logits`, or else the first one that is as long as there are classes. */
function chooseOutput(session: InferenceSession, blank: Results, manifest: ModelManifest): string {
  const classes = manifest.classes.length
  const named = session.outputNames.find((name) => name === 'logits' || name === 'probabilities')
  const chosen = named ?? session.outputNames.find((name) => blank[name]?.data.length === classes)
  const length = chosen === undefined ? undefined : blank[chosen]?.data.length
  if (chosen !== undefined && length === classes) return chosen
  const sizes = session.outputNames
    .map((name) => `"${name}" with ${blank[name]?.data.length} numbers`)
    .join(', ')
  throw new Error(`The manifest names ${classes} classes, but the model answers ${sizes}.`)
}

function numbersOf(tensor: Results[string] | undefined): number[] {
  return Array.from((tensor?.data ?? []) as Float32Array, Number)
}

/** Byte → normalised float by a table for each channel: (value / 255 − mean) / std. */
function toTensor(pixels: Uint8Array, manifest: ModelManifest): Tensor {
  const { mean, std, colour, layout } = manifest.preprocessing
  const plane = pixels.length / 3
  const data = new Float32Array(pixels.length)
  for (let channel = 0; channel < 3; channel++) {
    const table = Float32Array.from(
      { length: 256 },
      (_, value) => (value / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1),
    )
    const source = colour === 'RGB' ? channel : 2 - channel
    for (let pixel = 0; pixel < plane; pixel++) {
      const target = layout === 'NCHW' ? channel * plane + pixel : pixel * 3 + channel
      data[target] = table[pixels[pixel * 3 + source] ?? 0] ?? 0
    }
  }
  return new Tensor('float32', data, shapeOf(manifest))
}

function probabilitiesOf(values: number[], manifest: ModelManifest): number[] {
  return manifest.output === 'probabilities' ? normalise(values) : softmax(values)
}

function softmax(logits: number[]): number[] {
  const highest = Math.max(...logits)
  return normalise(logits.map((logit) => Math.exp(logit - highest)))
}

function normalise(values: number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0)
  if (!(total > 0) || values.some((value) => !(value >= 0))) {
    throw new Error(`The model answered numbers that are no probabilities: ${values.slice(0, 5).join(', ')}.`)
  }
  return values.map((value) => value / total)
}
