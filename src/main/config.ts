import { existsSync, readFileSync } from 'node:fs'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { type Config, type Setting, settingKey, settings } from './settings.ts'

/** Something the person who starts Evalloop can put right. Its message is the whole story; no stack is shown. */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'StartError'
  }
}

const CONFIG_FILE = 'evalloop.config.json'

export type ConfigSources = Readonly<{
  flags: Readonly<Record<string, string | undefined>>
  environment: Readonly<Record<string, string | undefined>>
  /** Path of the configuration file; a missing one is an error only when `fileIsAsked`. */
  file?: string
}>

/** Reads every setting once: flag, else environment, else configuration file, else default. Throws StartError. */
export function readConfig({ flags, environment, file }: ConfigSources): Config {
  const fromFile = readFile(file)
  const config: Record<string, unknown> = {}
  for (const [name, setting] of Object.entries(settings)) {
    const key = settingKey(setting.flag)
    const source = firstSet([
      [`--${setting.flag}`, flags[key]],
      [name, environment[name]],
      [`"${key}" in ${file ?? CONFIG_FILE}`, fromFile[key]],
    ])
    const value = source
      ? parse(source.value, setting, source.where)
      : (setting.schema as { default?: unknown }).default
    if (value !== undefined) config[key] = value
  }
  return checkTogether(Object.freeze(config) as unknown as Config)
}

function firstSet(sources: [string, unknown][]): { where: string; value: unknown } | undefined {
  const found = sources.find(([, value]) => value !== undefined && value !== '')
  return found && { where: found[0], value: found[1] }
}

function readFile(file: string | undefined): Record<string, unknown> {
  const path = file ?? CONFIG_FILE
  if (!existsSync(path)) {
    if (file !== undefined) throw new StartError(`The configuration file ${file} does not exist.`)
    return {}
  }
  const content = parseJson(path)
  const known = new Set(Object.values(settings).map((setting) => settingKey(setting.flag)))
  const unknown = Object.keys(content).filter((key) => !known.has(key))
  if (unknown.length > 0) {
    throw new StartError(
      `${path} holds the unknown setting "${unknown[0]}"; known are ${[...known].join(', ')}.`,
    )
  }
  return content
}

function parseJson(path: string): Record<string, unknown> {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof content === 'object' && content !== null && !Array.isArray(content))
      return content as Record<string, unknown>
  } catch (cause) {
    throw new StartError(
      `${path} is not valid JSON: ${cause instanceof Error ? cause.message : cause}`,
      cause,
    )
  }
  throw new StartError(`${path} must hold one JSON object.`)
}

/** Takes a whole number's text for the number; "80.5", "true" or "8000x" stays what it is and is refused. */
function parse(value: unknown, { schema, ...setting }: Setting, where: string): unknown {
  const isNumber = 'type' in schema && schema.type === 'integer'
  const parsed = isNumber && typeof value === 'string' && /^-?\d+$/.test(value.trim()) ? Number(value) : value
  if (Value.Check(schema, parsed)) {
    const rule = beginnings[setting.flag]
    if (rule && !rule.form.test(String(parsed)))
      throw new StartError(`${where} must begin with ${rule.words}.`)
    return parsed
  }
  const given = setting.secret ? '' : `; it is ${JSON.stringify(value)}`
  throw new StartError(`${where} ${problemOf(schema, parsed)}${given}. ${schemaDescription(schema)}`)
}

/** Said in words: the pattern that a schema would show is no help to whoever sets the value. */
const beginnings: Record<string, { form: RegExp; words: string } | undefined> = {
  'database-url': { form: /^postgres(ql)?:\/\//i, words: 'postgres:// or postgresql://' },
}

function problemOf(schema: TSchema, value: unknown): string {
  const choices = 'anyOf' in schema ? (schema.anyOf as { const: string }[]).map((choice) => choice.const) : []
  if (choices.length > 0) return `must be one of ${choices.join(', ')}`
  return Value.Errors(schema, value)[0]?.message ?? 'has the wrong form'
}

function schemaDescription(schema: TSchema): string {
  return 'description' in schema ? String(schema.description) : ''
}

const loopback = new Set(['127.0.0.1', 'localhost', '::1'])

export function isLoopback(host: string): boolean {
  return loopback.has(host) || /^127\.\d+\.\d+\.\d+$/.test(host)
}

/** Rules between settings. */
function checkTogether(config: Config): Config {
  if (!isLoopback(config.host) && !config.adminToken && !config.adminPassword) {
    throw new StartError(
      `Listening on ${config.host} opens the server to others, so set EVALLOOP_ADMIN_PASSWORD or EVALLOOP_ADMIN_TOKEN first.`,
    )
  }
  if (config.model && /^https?:/.test(config.model) && !config.modelSha256) {
    throw new StartError('A model from a URL needs EVALLOOP_MODEL_SHA256, the SHA-256 of the ONNX file.')
  }
  return config
}
