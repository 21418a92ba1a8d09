import { type OpenApiDocument, type Operation, openApiDocument } from './openapi-document.ts'
import { schemaText } from './schema-text.ts'
import { generatedNotice } from './table.ts'

export async function httpPage(): Promise<string> {
  const operations = operationsOf(await openApiDocument())
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  return `${generatedNotice('the schemas of the routes')}
# HTTP API

A running server shows the same at \`/docs\`, with forms to try it, and as an OpenAPI 3.1 document at \`/openapi.json\`.
Failures have one body, described in [errors](errors.md). Times are RFC 3339 in UTC, shares are numbers from 0 to 1, and
lists are paged: send \`nextCursor\` back as \`cursor\` until there is none. Fields with \`?\` may be absent.

Pages that are not part of the API: \`/\` (GourmetGram), \`/console\`, \`/docs\`, \`/openapi.json\`.

${tags.map((tag) => `- ${tag}: ${linksOf(operations, tag)}`).join('\n')}

${tags.map((tag) => section(tag, operations)).join('\n\n')}
`
}

type Listed = Readonly<{ tag: string; title: string; operation: Operation }>

function operationsOf({ paths }: OpenApiDocument): Listed[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags?.[0] ?? 'other',
      title: `${method.toUpperCase()} ${path}`,
      operation,
    })),
  )
}

function linksOf(operations: readonly Listed[], tag: string): string {
  return operations
    .filter((listed) => listed.tag === tag)
    .map(({ title }) => `[\`${title}\`](#${anchorOf(title)})`)
    .join(', ')
}

function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}

function section(tag: string, operations: readonly Listed[]): string {
  return [`## ${tag}`, ...operations.filter((listed) => listed.tag === tag).map(describe)].join('\n\n')
}

function describe({ title, operation }: Listed): string {
  const { summary, description } = operation
  const parts = [`### \`${title}\``, [summary && `${summary}.`, description].filter(Boolean).join(' ')]
  return [...parts, ...parametersOf(operation), ...bodyOf(operation), ...answersOf(operation)]
    .filter(Boolean)
    .join('\n\n')
}

function parametersOf({ parameters = [] }: Operation): string[] {
  const lines = parameters.map(({ name, in: where, required, description, schema }) => {
    const type = `${schemaText(schema)}${required ? '' : ', optional'}`
    return `- \`${name}\` in the ${where}: ${type}${description ? `. ${description}` : ''}`
  })
  return lines.length > 0 ? [lines.join('\n')] : []
}

function bodyOf({ requestBody }: Operation): string[] {
  const [json] = Object.values(requestBody?.content ?? {})
  return json ? ['Body:', fence(schemaText(json.schema))] : []
}

/** The good answers in full; the refusals share one body, so their statuses are enough. */
function answersOf({ responses = {} }: Operation): string[] {
  const statuses = Object.keys(responses)
  const good = statuses
    .filter((status) => status < '400')
    .flatMap((status) => answer(status, responses[status]))
  const refusals = statuses.filter((status) => status >= '400')
  return refusals.length > 0 ? [...good, `Refusals: ${refusals.join(', ')}.`] : good
}

function answer(
  status: string,
  { content = {} }: NonNullable<Operation['responses']>[string] = {},
): string[] {
  const [body] = Object.values(content)
  const text = body ? schemaText(body.schema) : 'null'
  return text === 'null' || text === 'any' ? [`Answer: ${status}.`] : [`Answer ${status}:`, fence(text)]
}

function fence(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\``
}
