import { settingKey, settings } from '../../src/main/settings.ts'
import { generatedNotice, markdownTable } from './table.ts'

type Schema = {
  type?: string
  default?: unknown
  description?: string
  anyOf?: { const: unknown }[]
} & Record<string, unknown>

export function settingsPage(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const { flag } = setting
    const schema = setting.schema as unknown as Schema
    return [
      `\`${name}\``,
      `\`--${flag}\``,
      `\`${settingKey(flag)}\``,
      defaultOf(schema),
      `${schema.description} ${formOf(schema)}`.trim(),
    ]
  })
  return `${generatedNotice('src/main/settings.ts')}
# Settings

Each setting can be given as a flag of \`evalloop start\` and \`evalloop demo\`, as an environment variable, or in a
configuration file: one JSON object, \`evalloop.config.json\` in the working directory or the file that \`--config\` names.
A flag wins over the environment, and the environment over the file. A wrong value stops the start with a sentence that
names the setting and what is wrong with it.

${markdownTable(['environment variable', 'flag', 'key in the file', 'default', 'meaning'], rows)}

\`\`\`json
{ "port": 8080, "dataDir": "/var/lib/evalloop/data" }
\`\`\`
`
}

function defaultOf({ default: value }: Schema): string {
  return value === undefined ? 'none' : `\`${value}\``
}

/** What a value must look like, beyond the description. */
function formOf({ type, anyOf, minimum, maximum, minLength, pattern }: Schema): string {
  if (anyOf) return `One of ${anyOf.map((choice) => `\`${choice.const}\``).join(', ')}.`
  if (type === 'integer') return `Whole number, ${minimum} to ${maximum}.`
  if (pattern !== undefined) return `Form: \`${pattern}\`.`
  return Number(minLength) > 1 ? `At least ${minLength} characters.` : ''
}
