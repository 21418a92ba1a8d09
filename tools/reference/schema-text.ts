/** The parts of JSON Schema that the contract uses. */
export type JsonSchema = Readonly<{
  type?: string
  description?: string
  properties?: Readonly<Record<string, JsonSchema>>
  required?: readonly string[]
  items?: JsonSchema
  anyOf?: readonly JsonSchema[]
  const?: unknown
  enum?: readonly unknown[]
  default?: unknown
  minimum?: number
  maximum?: number
  additionalProperties?: JsonSchema | boolean
  patternProperties?: Readonly<Record<string, JsonSchema>>
}>

/** A schema in the notation of TypeScript, which is shorter to read; descriptions become comments. */
export function schemaText(schema: JsonSchema, indent = ''): string {
  if (schema.const !== undefined) return literal(schema.const)
  const choices = schema.anyOf?.map((choice) => schemaText(choice, indent)) ?? schema.enum?.map(literal)
  if (choices) return choices.join(' | ')
  if (schema.properties) return objectText(schema, indent)
  if (schema.type === 'array') return arrayText(schemaText(schema.items ?? {}, indent))
  if (schema.type === 'object') return `{ [name: string]: ${schemaText(valuesOf(schema), indent)} }`
  return schema.type ?? 'any'
}

function objectText({ properties = {}, required = [] }: JsonSchema, indent: string): string {
  const inner = `${indent}  `
  const lines = Object.entries(properties).map(([name, schema]) => {
    const field = /^\w+$/.test(name) ? name : `'${name}'`
    return `${inner}${field}${required.includes(name) ? '' : '?'}: ${schemaText(schema, inner)}${comment(schema)}`
  })
  return `{\n${lines.join('\n')}\n${indent}}`
}

function arrayText(item: string): string {
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function valuesOf({ patternProperties, additionalProperties }: JsonSchema): JsonSchema {
  const [first] = Object.values(patternProperties ?? {})
  return first ?? (typeof additionalProperties === 'object' ? additionalProperties : {})
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value)
}

function comment(schema: JsonSchema): string {
  const { minimum, maximum, default: standard, description } = schema
  const range = minimum !== undefined && maximum !== undefined ? `${minimum} to ${maximum}.` : ''
  const text = [description, range, standard === undefined ? '' : `Default ${literal(standard)}.`]
    .filter(Boolean)
    .join(' ')
  return text === '' ? '' : ` // ${text}`
}
