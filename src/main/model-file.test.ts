import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { StartError } from './config.ts'
import { findModel } from './model-file.ts'

const onnx = Buffer.from('stands for an ONNX file')
const sha256 = createHash('sha256').update(onnx).digest('hex')
const manifest = {
  name: 'food',
  classes: ['Bread', 'Egg'],
  preprocessing: {
    width: 8,
    height: 8,
    resize: 'stretch',
    colour: 'RGB',
    mean: [0, 0, 0],
    std: [1, 1, 1],
    layout: 'NCHW',
  },
}

describe('two files side by side', () => {
  test('make a model with an identity of its own', async () => {
    const file = await modelWith(JSON.stringify({ ...manifest, note: 'more keys may stand there' }))
    const found = await findModel(file, undefined, '/nowhere')
    expect(found).toMatchObject({ file, id: `food@${found.artifactSha256.slice(0, 12)}`, manifest })
  })

  test('[RE1] are the same version wherever they lie', async () => {
    const [here, there] = [
      await modelWith(JSON.stringify(manifest)),
      await modelWith(JSON.stringify(manifest, null, 2)),
    ]
    expect((await findModel(here, undefined, '')).id).toBe((await findModel(there, undefined, '')).id)
  })

  test('the checksum is compared, in capital letters too', async () => {
    const file = await modelWith(JSON.stringify(manifest))
    await findModel(file, sha256.toUpperCase(), '')
    const wrong = 'ab'.repeat(32)
    expect(await refusal(file, wrong)).toBe(
      `The model ${file} has the SHA-256 ${sha256}, not ${wrong} as EVALLOOP_MODEL_SHA256 says.`,
    )
  })

  test('a missing ONNX file and a missing JSON file are told apart', async () => {
    expect(await refusal('/nowhere/food.onnx')).toBe(
      'The model /nowhere/food.onnx cannot be read (ENOENT). EVALLOOP_MODEL names the ONNX file.',
    )
    const alone = join(await temporaryFolder(), 'food.onnx')
    await writeFile(alone, onnx)
    expect(await refusal(alone)).toContain(`${alone.replace(/onnx$/, 'json')} cannot be read (ENOENT)`)
  })
})

describe('a manifest that is wrong is refused, and the field is named', () => {
  const { preprocessing } = manifest
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /food\.json is not valid JSON/],
    ['a list', '[]', /food\.json: the document /],
    ['no name', { ...manifest, name: undefined }, /name/],
    ['a name with a slash', { ...manifest, name: 'a/b' }, /: name /],
    ['one class only', { ...manifest, classes: ['Bread'] }, /: classes /],
    ['a class twice', { ...manifest, classes: ['Bread', 'Bread'] }, /: classes /],
    ['a class without a name', { ...manifest, classes: ['Bread', ''] }, /: classes\.1 /],
    ['no preprocessing', { ...manifest, preprocessing: undefined }, /preprocessing/],
    [
      'a width of nothing',
      { ...manifest, preprocessing: { ...preprocessing, width: 0 } },
      /: preprocessing\.width /,
    ],
    [
      'two means',
      { ...manifest, preprocessing: { ...preprocessing, mean: [0, 0] } },
      /: preprocessing\.mean /,
    ],
    [
      'a deviation of nothing',
      { ...manifest, preprocessing: { ...preprocessing, std: [1, 0, 1] } },
      /: preprocessing\.std\.1 /,
    ],
    [
      'an unknown layout',
      { ...manifest, preprocessing: { ...preprocessing, layout: 'CHW' } },
      /: preprocessing\.layout /,
    ],
    ['an unknown output', { ...manifest, output: 'scores' }, /: output /],
  ])('%s', async (_name, content, reason) => {
    const file = await modelWith(typeof content === 'string' ? content : JSON.stringify(content))
    expect(await refusal(file)).toMatch(reason)
  })
})

describe('a model from a URL', () => {
  test('is fetched once and serves without a network afterwards', async () => {
    const cache = await temporaryFolder()
    const { url, asked, close } = await serve({ '/food.onnx': onnx, '/food.json': JSON.stringify(manifest) })
    const first = await findModel(`${url}/food.onnx`, sha256, cache)
    await close()
    const second = await findModel(`${url}/food.onnx`, sha256, cache)
    expect(second).toEqual(first)
    expect(asked).toEqual(['/food.onnx', '/food.json'])
    expect(await readFile(first.file)).toEqual(onnx)
  })

  test('with another checksum is refused and not kept', async () => {
    const cache = await temporaryFolder()
    const { url } = await serve({ '/food.onnx': 'something else', '/food.json': JSON.stringify(manifest) })
    expect(await refusal(`${url}/food.onnx`, sha256, cache)).toMatch(/has the SHA-256 [0-9a-f]{64}, not/)
    expect(await readdir(cache)).toEqual([])
  })

  test('that is not there is refused with what the server said', async () => {
    const { url } = await serve({ '/food.onnx': onnx })
    expect(await refusal(`${url}/other.onnx`, sha256, await temporaryFolder())).toBe(
      `${url}/other.onnx could not be downloaded: the server answered 404.`,
    )
    const withoutManifest = await temporaryFolder()
    expect(await refusal(`${url}/food.onnx`, sha256, withoutManifest)).toContain(
      `${url}/food.json could not be downloaded`,
    )
    expect(await readdir(withoutManifest)).toEqual([])
  })
})

test('a download from a server that never answers ends when it is asked to', async () => {
  const asked = Promise.withResolvers<void>()
  const server = createServer(() => asked.resolve())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close().closeAllConnections())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/food.onnx`
  const stopping = new AbortController()
  const found = findModel(url, sha256, await temporaryFolder(), stopping.signal)
  await asked.promise
  stopping.abort()
  await expect(found).rejects.toThrow(/aborted/)
})

async function modelWith(json: string): Promise<string> {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'food.onnx'), onnx)
  await writeFile(join(folder, 'food.json'), json)
  return join(folder, 'food.onnx')
}

async function refusal(file: string, sum?: string, cache = ''): Promise<string> {
  const error = await findModel(file, sum, cache).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StartError)
  return (error as StartError).message
}

async function serve(files: Record<string, string | Buffer>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const file = files[request.url ?? '']
    response.writeHead(file === undefined ? 404 : 200).end(file)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const close = () => new Promise<void>((done) => void server.close(() => done()).closeAllConnections())
  onTestFinished(() => close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close }
}
