import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Value } from 'typebox/value'
import { ModelManifest } from '#contract/registry.ts'
import { artifactSha256, modelVersionId } from '../registry/index.ts'
import { StartError } from './config.ts'

const DOWNLOAD_LIMIT_MS = 120_000

export type ModelFile = Readonly<{
  file: string
  manifest: ModelManifest
  artifactSha256: string
  id: string
}>

/** The two files of a model, found or downloaded, checked as far as that goes without running it. Throws StartError. */
export async function findModel(
  wanted: string,
  sha256: string | undefined,
  cacheFolder: string,
  signal?: AbortSignal,
): Promise<ModelFile> {
  const file = /^https?:/.test(wanted)
    ? await download(wanted, sha256 ?? '', cacheFolder, signal)
    : resolve(wanted)
  const bytes = await readFile(file).catch((cause) => {
    throw new StartError(
      `The model ${file} cannot be read (${cause.code}). EVALLOOP_MODEL names the ONNX file.`,
      cause,
    )
  })
  checkSum(bytes, sha256, wanted)
  const manifest = await readManifest(manifestPath(file))
  const artifact = artifactSha256(bytes, manifest)
  return { file, manifest, artifactSha256: artifact, id: modelVersionId(manifest.name, artifact) }
}

function manifestPath(file: string): string {
  return `${file.replace(/\.onnx$/, '')}.json`
}

async function readManifest(file: string): Promise<ModelManifest> {
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new StartError(
      `The model needs a JSON file with its classes and preprocessing beside it: ${file} cannot be read (${cause.code}).`,
      cause,
    )
  })
  const content = parse(text, file)
  if (Value.Check(ModelManifest, content)) return content
  const [first] = Value.Errors(ModelManifest, content)
  const field = first?.instancePath.slice(1).replaceAll('/', '.') || 'the document'
  throw new StartError(`${file}: ${field} ${first?.message ?? 'has the wrong form'}.`)
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new StartError(`${file} is not valid JSON: ${(cause as Error).message}.`, cause)
  }
}

function checkSum(bytes: Uint8Array, sha256: string | undefined, wanted: string): void {
  if (sha256 === undefined) return
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== sha256.toLowerCase()) {
    throw new StartError(
      `The model ${wanted} has the SHA-256 ${found}, not ${sha256.toLowerCase()} as EVALLOOP_MODEL_SHA256 says.`,
    )
  }
}

/** Once: afterwards the copy in the data folder serves, also without a network. */
async function download(
  url: string,
  sha256: string,
  cacheFolder: string,
  signal: AbortSignal | undefined,
): Promise<string> {
  const file = join(cacheFolder, `${sha256.toLowerCase()}.onnx`)
  if (existsSync(file) && existsSync(manifestPath(file))) return file
  await mkdir(cacheFolder, { recursive: true })
  const model = await fetchBytes(url, signal)
  checkSum(model, sha256, url)
  await save(manifestPath(file), await fetchBytes(manifestPath(url), signal))
  await save(file, model)
  return file
}

async function fetchBytes(url: string, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const limit = AbortSignal.timeout(DOWNLOAD_LIMIT_MS)
  try {
    const response = await fetch(url, { signal: AbortSignal.any([limit, ...(signal ? [signal] : [])]) })
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  } catch (cause) {
    throw new StartError(`${url} could not be downloaded: ${(cause as Error).message}.`, cause)
  }
}

async function save(file: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${file}.draft`, bytes)
  await rename(`${file}.draft`, file)
}
