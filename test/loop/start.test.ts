import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import type { ModelManifest } from '#contract/registry.ts'
import { picture } from '../support/pictures.ts'
import { processesOn } from '../support/processes-on.ts'
import { refusedStart, type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { starterManifest, starterModelFile } from '../support/starter-model.ts'
import { newTemporaryFolder, removeFolder, temporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'

const launcher = join(import.meta.dirname, '../../bin/evalloop')
const token = 'a-long-admin-token'

describe('a start is refused with one sentence and nothing left running', () => {
  test('while another Evalloop has the data folder or the port; the first goes on', async () => {
    const folder = await temporaryFolder()
    const first = await start({ EVALLOOP_DATA_DIR: folder })
    expect(await refusal({ EVALLOOP_DATA_DIR: folder })).toMatch(
      new RegExp(`^evalloop: Another Evalloop \\(process ${first.pid}\\) is using the data folder ${folder}`),
    )
    const { port } = new URL(first.url)
    const other = await temporaryFolder()
    expect(await refusal({ EVALLOOP_DATA_DIR: other, EVALLOOP_PORT: port })).toMatch(
      new RegExp(`^evalloop: Port ${port} on 127\\.0\\.0\\.1 is in use\\..*EVALLOOP_PORT`),
    )
    expect(await processesOn(other)).toEqual([])
    expect((await fetch(`${first.url}/health/ready`)).status).toBe(200)
    expect(await first.stop()).toBe(0)
  })

  test('when the folder cannot be written', async () => {
    const file = join(await temporaryFolder(), 'a-file')
    await writeFile(file, '')
    expect(await refusal({ EVALLOOP_DATA_DIR: join(file, 'data') })).toMatch(
      /cannot be written \(ENOTDIR\).*EVALLOOP_DATA_DIR/,
    )
  })

  test('when a newer version has written the folder', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'evalloop.json'), '{"layout":99}')
    expect(await refusal({ EVALLOOP_DATA_DIR: folder })).toMatch(/was written by a newer version of Evalloop/)
    expect(existsSync(join(folder, 'database'))).toBe(false)
  })

  test('when it would listen for others without a token', async () => {
    const folder = await temporaryFolder()
    const sentence = await refusal({ EVALLOOP_DATA_DIR: folder, EVALLOOP_HOST: '0.0.0.0' })
    expect(sentence).toMatch(
      /^evalloop: Listening on 0\.0\.0\.0 .*EVALLOOP_ADMIN_PASSWORD or EVALLOOP_ADMIN_TOKEN/,
    )
    expect(existsSync(join(folder, 'evalloop.lock'))).toBe(false)
  })

  test('when the journal of the local disk is damaged', async () => {
    const folder = await temporaryFolder()
    await mkdir(join(folder, 'spool'))
    await writeFile(join(folder, 'spool/journal.sqlite'), 'this is no database at all')
    const sentence = await refusal({ EVALLOOP_DATA_DIR: folder })
    expect(sentence).toMatch(/^evalloop: The folder .*spool cannot be used: file is not a database\.$/)
  })

  test('when the database of the settings is not there; its password is not repeated', async () => {
    const folder = await temporaryFolder()
    const url = 'postgres://someone:secret-password@127.0.0.1:1/nothing'
    const sentence = await refusal({ EVALLOOP_DATA_DIR: folder, EVALLOOP_DATABASE_URL: url })
    expect(sentence).toMatch(/^evalloop: The database cannot be used: .*ECONNREFUSED/)
    expect(sentence).not.toContain('secret-password')
  })

  test('when the model is not there, broken, or does not fit its manifest', async () => {
    const folder = await temporaryFolder()
    const { classes, preprocessing } = starterManifest()
    const wrongShape = { preprocessing: { ...preprocessing, height: preprocessing.height + 8 } }
    const models: [string, RegExp][] = [
      ['/nowhere/model.onnx', /^evalloop: The model \/nowhere\/model\.onnx cannot be read \(ENOENT\)/],
      [await modelWith({}, Buffer.from('not a model')), /^evalloop: The model .* cannot be loaded: /],
      [
        await modelWith({ classes: classes.slice(1) }),
        /^evalloop: The manifest names \d+ classes, but the model answers /,
      ],
      [
        await modelWith(wrongShape),
        /^evalloop: The model’s input .* has the shape .* but the manifest’s preprocessing makes /,
      ],
    ]
    for (const [model, sentence] of models) {
      expect(await refusal({ EVALLOOP_DATA_DIR: folder, EVALLOOP_MODEL: model })).toMatch(sentence)
      expect(await processesOn(folder)).toEqual([])
    }
  })
})

describe('a stop that is asked for during the start', () => {
  test('Ctrl-C while the very first tables are made says one line and leaves nothing', async () => {
    const folder = await temporaryFolder()
    const server = startAlone({ EVALLOOP_DATA_DIR: folder })
    await until(() => existsSync(join(folder, 'database.draft/PG_VERSION')))
    process.kill(-server.pid, 'SIGINT') // The whole group, as a terminal does.
    expect(await server.exited).toBe(0)
    expect(server.said().filter((line) => !line.startsWith('Building the pages'))).toEqual(['Stopping …'])
    expect(await processesOn(folder)).toEqual([])
  })

  test('Ctrl-C while a model is downloaded from a server that never answers', async () => {
    const asked = Promise.withResolvers<void>()
    const silent = createServer(() => asked.resolve())
    await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done))
    onTestFinished(() => void silent.close())
    const folder = await temporaryFolder()
    const server = startAlone({
      EVALLOOP_DATA_DIR: folder,
      EVALLOOP_MODEL: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/model.onnx`,
      EVALLOOP_MODEL_SHA256: 'ab'.repeat(32),
    })
    await asked.promise
    await until(() => existsSync(join(folder, 'database/postmaster.pid')))
    const at = performance.now()
    process.kill(-server.pid, 'SIGINT')
    expect(await server.exited).toBe(0)
    expect(performance.now() - at).toBeLessThan(20_000)
    expect(server.said().filter((line) => !line.startsWith('Building the pages'))).toEqual(['Stopping …'])
    expect(await processesOn(folder)).toEqual([])
  })
})

test('an error that nobody foresaw is one line too, with the stack only where it is asked for', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'buckets'), 'a file where a folder belongs')
  expect(await refusal({ EVALLOOP_DATA_DIR: folder })).toMatch(/^evalloop: Unexpected error: E[A-Z]+/)
  expect(await processesOn(folder)).toEqual([])
  const { code, errors } = await refusedStart({ EVALLOOP_DATA_DIR: folder, EVALLOOP_LOG_LEVEL: 'debug' })
  expect(code).toBe(1)
  expect(errors).toMatch(/\n +at /)
})

test('an error that nobody caught ends everything in order before it is told', async () => {
  const folder = await temporaryFolder()
  const server = startAlone({ EVALLOOP_DATA_DIR: folder })
  server.closeOutput() // The address is written to nobody.
  expect(await server.exited).toBe(1)
  expect(server.said().at(-1)).toMatch(/^evalloop: Unexpected error: write EPIPE/)
  expect(existsSync(join(folder, 'database/PG_VERSION'))).toBe(true)
  expect(await processesOn(folder)).toEqual([])
})

describe('one data folder through its life', () => {
  let folder: string
  beforeAll(async () => {
    folder = await newTemporaryFolder()
  })
  afterAll(() => removeFolder(folder))

  test('listening for others with a token works, and asks for it', async () => {
    const { url } = await start({
      EVALLOOP_DATA_DIR: folder,
      EVALLOOP_HOST: '0.0.0.0',
      EVALLOOP_ADMIN_TOKEN: token,
    })
    const ask = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers })
    expect((await ask(api.predictions)).status).toBe(401)
    expect((await ask(api.predictions, { authorization: `Bearer ${token}` })).status).toBe(200)
    expect((await ask('/health/ready')).status).toBe(200)
    expect((await predict(url)).captured).toBe(true)
  })

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    '%s ends everything in order, PostgreSQL too, and the next start has what was answered last',
    async (signal) => {
      const server = await start({ EVALLOOP_DATA_DIR: folder })
      expect(await processesOn(folder)).not.toEqual([])
      const answers = await Promise.all([1, 2, 3, 4].map((seed) => predict(server.url, seed)))
      if (signal !== 'SIGTERM') process.kill(server.pid, signal)
      expect(await server.stop()).toBe(0)
      expect(await processesOn(folder)).toEqual([])
      expect(existsSync(join(folder, 'database/postmaster.pid'))).toBe(false)
      answered.push(...answers)
    },
  )

  test('SIGTERM does not wait for a client that never ends its request', async () => {
    const server = await start({ EVALLOOP_DATA_DIR: folder })
    for (const { id } of answered) expect((await fetch(server.url + api.prediction(id))).status).toBe(200)
    await neverEndingRequest(server.url)
    expect(await server.stop()).toBe(0)
    expect(await processesOn(folder)).toEqual([])
  })

  test('a later Ctrl-C does not wait, and PostgreSQL ends all the same', async () => {
    const server = startAlone({ EVALLOOP_DATA_DIR: folder })
    await neverEndingRequest(JSON.parse(String(await server.answered)).url)
    let ended = false
    server.exited.then(() => {
      ended = true
    })
    await until(() => {
      if (!ended) process.kill(server.pid, 'SIGINT')
      return ended
    })
    expect(server.said()).toEqual(['Stopping …', 'Stopped without waiting.'])
    await until(async () => (await processesOn(folder)).length === 0)
  })

  test('an interrupt of the launcher alone, which an older Node runs, reaches the server', async () => {
    const older = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.0.0' } })`
    const server = startAlone({ EVALLOOP_DATA_DIR: folder }, ['--import', `data:text/javascript,${older}`])
    await server.answered
    process.kill(server.pid, 'SIGINT')
    expect(await server.exited).toBe(0)
    expect(server.said()).toEqual(['Stopping …'])
    expect(await processesOn(folder)).toEqual([])
  })

  test('Ctrl-C under npm reaches the server twice and still ends everything in order', async () => {
    const npm = spawn('npm', ['start', '--silent', '--', '--json'], {
      env: { ...process.env, EVALLOOP_PORT: '0', EVALLOOP_DATA_DIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    })
    onTestFinished(() => void npm.kill('SIGKILL'))
    const exited = new Promise<number | null>((done) => npm.once('exit', done))
    await new Promise((done) => npm.stdout.once('data', done))
    process.kill(-(npm.pid ?? 0), 'SIGINT')
    await exited
    await until(async () => (await processesOn(folder)).length === 0)
    expect(existsSync(join(folder, 'database/postmaster.pid'))).toBe(false)
  })

  test('a signal during the start leaves nothing running', async () => {
    const server = spawn(process.execPath, [join(import.meta.dirname, '../../bin/evalloop'), 'start'], {
      env: { ...process.env, EVALLOOP_PORT: '0', EVALLOOP_DATA_DIR: folder },
      stdio: 'ignore',
    })
    onTestFinished(() => void server.kill('SIGKILL'))
    const exited = new Promise<number | null>((done) => server.once('exit', done))
    expect(existsSync(join(folder, 'database/postmaster.pid'))).toBe(false)
    await until(() => existsSync(join(folder, 'database/postmaster.pid')))
    server.kill('SIGTERM')
    expect(await exited).toBe(0)
    expect(await processesOn(folder)).toEqual([])
  })

  test('kill -9 leaves a PostgreSQL behind; the next start ends it and finds everything', async () => {
    const first = await start({ EVALLOOP_DATA_DIR: folder })
    const { id } = await predict(first.url)
    await first.kill()
    expect(await processesOn(folder)).not.toEqual([])
    const second = await start({ EVALLOOP_DATA_DIR: folder })
    expect((await fetch(second.url + api.prediction(id))).status).toBe(200)
    expect(await second.stop()).toBe(0)
    expect(await processesOn(folder)).toEqual([])
  })

  const answered: PredictionAnswer[] = []
})

async function start(settings: Record<string, string>): Promise<ServerProcess> {
  const server = await startServerProcess(settings)
  onTestFinished(() => server.kill())
  return server
}

/** The launcher as a terminal starts it: in a process group of its own. */
function startAlone(settings: Record<string, string>, nodeOptions: string[] = []) {
  const child = spawn(process.execPath, [...nodeOptions, launcher, 'start', '--json'], {
    env: { ...process.env, EVALLOOP_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let errors = ''
  child.stderr.on('data', (chunk) => (errors += chunk))
  return {
    pid: child.pid ?? 0,
    closeOutput: () => child.stdout.destroy(),
    said: () => errors.trim().split('\n'),
    answered: new Promise((done) => child.stdout.once('data', done)),
    exited: new Promise<number | null>((done) => child.once('close', done)),
  }
}

async function neverEndingRequest(url: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {}) // The server may cut the connection off.
  const head = [
    'POST /predict HTTP/1.1',
    'host: localhost',
    'content-type: image/png',
    'content-length: 1000',
  ]
  await new Promise<void>((done) => {
    socket.once('data', () => done())
    socket.write(`${head.join('\r\n')}\r\nexpect: 100-continue\r\n\r\n`)
  })
}

/** The one sentence. A stack would be more than one line. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const { code, errors } = await refusedStart(settings)
  expect(code).toBe(1)
  const lines = errors.split('\n').filter((line) => !line.startsWith('Building the pages'))
  expect(lines).toHaveLength(1)
  return lines[0] ?? ''
}

async function modelWith(changes: Partial<ModelManifest>, bytes?: Buffer): Promise<string> {
  const file = join(await temporaryFolder(), 'model.onnx')
  if (bytes) await writeFile(file, bytes)
  else await cp(starterModelFile, file)
  await writeFile(file.replace(/onnx$/, 'json'), JSON.stringify(starterManifest(changes)))
  return file
}

async function predict(url: string, seed = 1): Promise<PredictionAnswer> {
  const body = new Uint8Array(await picture(seed))
  const response = await fetch(url + api.predictions, {
    method: 'POST',
    body,
    headers: { 'content-type': 'image/jpeg' },
  })
  expect(response.status).toBe(201)
  return (await response.json()) as PredictionAnswer
}
