import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { type ConfigSources, isLoopback, readConfig, StartError } from './config.ts'
import { settingKey, settings } from './settings.ts'

type SettingName = keyof typeof settings
const names = Object.keys(settings) as SettingName[]

describe('where a setting comes from', () => {
  test('without any, the defaults', () => {
    expect(read({})).toEqual({
      host: '127.0.0.1',
      port: 8000,
      dataDir: './data',
      maxImageBytes: 20_971_520,
      maxImagePixels: 40_000_000,
      queueLimit: 256,
      leaseSeconds: 300,
      logLevel: 'warn',
    })
  })

  test('flag before environment before file before default', async () => {
    const file = await fileWith('{"port": 3, "queueLimit": 3, "leaseSeconds": 3}')
    const flags = { port: '1' }
    const environment = { EVALLOOP_PORT: '2', EVALLOOP_QUEUE_LIMIT: '2' }
    expect(read({ flags, environment, file })).toMatchObject({
      port: 1,
      queueLimit: 2,
      leaseSeconds: 3,
      logLevel: 'warn',
    })
  })

  test('an empty variable counts as none', () => {
    expect(read({ environment: { EVALLOOP_PORT: '', EVALLOOP_MODEL: '' } })).toEqual(read({}))
  })

  test('is frozen once read', () => {
    expect(Object.isFrozen(read({}))).toBe(true)
  })

  test('every setting can be given in all three places', async () => {
    for (const name of names) {
      const key = settingKey(settings[name].flag)
      const value = examples[name]
      const needs = name === 'EVALLOOP_HOST' ? { EVALLOOP_ADMIN_TOKEN: 'long enough for a token' } : {}
      const others = { ...needs }
      const file = await fileWith(JSON.stringify({ [key]: value }))
      const wanted = { [key]: value }
      expect(read({ flags: { [key]: String(value) }, environment: others })).toMatchObject(wanted)
      expect(read({ environment: { ...others, [name]: String(value) } })).toMatchObject(wanted)
      expect(read({ environment: others, file })).toMatchObject(wanted)
    }
  })
})

describe('a wrong value is refused, and the place it came from is named', () => {
  test.each<[SettingName, string, RegExp]>([
    ['EVALLOOP_PORT', '8000x', /whole number|integer/],
    ['EVALLOOP_PORT', '80.5', /whole number|integer/],
    ['EVALLOOP_PORT', 'true', /whole number|integer/],
    ['EVALLOOP_PORT', '-1', />= 0/],
    ['EVALLOOP_PORT', '65536', /<= 65535/],
    ['EVALLOOP_QUEUE_LIMIT', '0', />= 1/],
    ['EVALLOOP_INFERENCE_THREADS', '65', /<= 64/],
    ['EVALLOOP_MODEL_SHA256', 'abc', /pattern/],
    ['EVALLOOP_ADMIN_TOKEN', 'short', /12 characters/],
    ['EVALLOOP_ADMIN_PASSWORD', 'short', /12 characters/],
    ['EVALLOOP_LOG_LEVEL', 'loud', /error, warn, info, debug, silent/],
  ])('%s=%s', async (name, value, reason) => {
    const { flag } = settings[name]
    const key = settingKey(flag)
    const inFile = await fileWith(JSON.stringify({ [key]: value }))
    expect(refusal({ environment: { [name]: value } })).toMatch(new RegExp(`^${name} `))
    expect(refusal({ environment: { [name]: value } })).toMatch(reason)
    expect(refusal({ flags: { [key]: value } })).toMatch(new RegExp(`^--${flag} `))
    expect(refusal({ file: inFile })).toContain(`"${key}" in ${inFile}`)
  })

  test.each([
    'mysql://me:hunter2@host/base',
    'host=here password=hunter2',
    '/var/run:hunter2',
    'http://hunter2',
  ])('a database URL of another kind: %s', async (value) => {
    const sentence = 'must begin with postgres:// or postgresql://.'
    expect(refusal({ environment: { EVALLOOP_DATABASE_URL: value } })).toBe(
      `EVALLOOP_DATABASE_URL ${sentence}`,
    )
    expect(refusal({ flags: { databaseUrl: value } })).toBe(`--database-url ${sentence}`)
    expect(read({ flags: { databaseUrl: 'postgresql://me@host/base' } }).databaseUrl).toContain('me@host')
  })

  test.each(['port', 'host', 'logLevel'])('a file’s %s of the wrong JSON type', async (key) => {
    for (const value of ['true', '[1]', '{}', '1.5']) {
      const file = await fileWith(`{"${key}": ${value}}`)
      expect(refusal({ file })).toContain(`"${key}" in ${file}`)
    }
  })

  test('a secret is never repeated', async () => {
    for (const name of ['EVALLOOP_ADMIN_TOKEN', 'EVALLOOP_ADMIN_PASSWORD'] as const) {
      expect(refusal({ environment: { [name]: 'hunter2' } })).not.toContain('hunter2')
    }
  })
})

describe('the configuration file', () => {
  test.each([
    ['is no JSON', '{port: 1}', /is not valid JSON/],
    ['is a list', '[]', /must hold one JSON object/],
    ['is null', 'null', /must hold one JSON object/],
    ['has an unknown setting', '{"prot": 1}', /unknown setting "prot"; known are host, port, /],
    ['names a setting by its variable', '{"EVALLOOP_PORT": 1}', /unknown setting "EVALLOOP_PORT"/],
  ])('%s', async (_name, content, reason) => {
    const file = await fileWith(content)
    expect(refusal({ file })).toContain(file)
    expect(refusal({ file })).toMatch(reason)
  })

  test('that was asked for and is not there', () => {
    expect(refusal({ file: '/nowhere/evalloop.json' })).toBe(
      'The configuration file /nowhere/evalloop.json does not exist.',
    )
  })
})

describe('rules between settings', () => {
  test.each(['0.0.0.0', '::', '10.0.0.5', 'evalloop.example'])(
    'listening on %s needs a token or a password',
    (host) => {
      expect(refusal({ environment: { EVALLOOP_HOST: host } })).toMatch(
        /EVALLOOP_ADMIN_PASSWORD or EVALLOOP_ADMIN_TOKEN/,
      )
      for (const secret of ['EVALLOOP_ADMIN_TOKEN', 'EVALLOOP_ADMIN_PASSWORD']) {
        expect(read({ environment: { EVALLOOP_HOST: host, [secret]: 'long enough for it' } }).host).toBe(host)
      }
    },
  )

  test.each(['127.0.0.1', 'localhost', '::1', '127.0.0.53'])('%s is loopback', (host) => {
    expect(isLoopback(host)).toBe(true)
    expect(read({ environment: { EVALLOOP_HOST: host } }).host).toBe(host)
  })

  test.each(['127.evil.example', 'localhost.evil.example', '1127.0.0.1', ''])('%j is not', (host) => {
    expect(isLoopback(host)).toBe(false)
  })

  test('a model from a URL needs its checksum', () => {
    const environment = { EVALLOOP_MODEL: 'https://models.example/food11.onnx' }
    expect(refusal({ environment })).toMatch(/EVALLOOP_MODEL_SHA256/)
    const sha256 = 'ab'.repeat(32)
    expect(read({ environment: { ...environment, EVALLOOP_MODEL_SHA256: sha256 } }).modelSha256).toBe(sha256)
  })
})

const examples: Record<SettingName, string | number> = {
  EVALLOOP_HOST: '0.0.0.0',
  EVALLOOP_PORT: 0,
  EVALLOOP_DATA_DIR: '/somewhere else',
  EVALLOOP_MODEL: 'models/mine.onnx',
  EVALLOOP_MODEL_SHA256: 'AB'.repeat(32),
  EVALLOOP_DATABASE_URL: 'postgres://me@host/base',
  EVALLOOP_ADMIN_TOKEN: 'a token that is long',
  EVALLOOP_ADMIN_PASSWORD: 'a password that is long',
  EVALLOOP_MAX_IMAGE_BYTES: 1,
  EVALLOOP_MAX_IMAGE_PIXELS: 250_000_000,
  EVALLOOP_INFERENCE_THREADS: 64,
  EVALLOOP_QUEUE_LIMIT: 100_000,
  EVALLOOP_LEASE_SECONDS: 86_400,
  EVALLOOP_LOG_LEVEL: 'silent',
}

/** Reads as from an empty working folder: the file of the place where the tests run does not count. */
function read({ flags = {}, environment = {}, ...file }: Partial<ConfigSources>) {
  return readConfig({ flags, environment, ...file })
}

function refusal(sources: Partial<ConfigSources>): string {
  try {
    read(sources)
  } catch (error) {
    expect(error).toBeInstanceOf(StartError)
    return (error as StartError).message
  }
  throw new Error('The settings were taken.')
}

async function fileWith(content: string): Promise<string> {
  const file = join(await temporaryFolder(), 'evalloop.config.json')
  await writeFile(file, content)
  return file
}
