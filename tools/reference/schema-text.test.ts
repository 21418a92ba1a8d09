import { expect, test } from 'vitest'
import { type JsonSchema, schemaText } from './schema-text.ts'

test.each<[JsonSchema, string]>([
  [{ type: 'string' }, 'string'],
  [{}, 'any'],
  [{ const: 'flag' }, "'flag'"],
  [{ anyOf: [{ const: 'newest' }, { const: 'oldest' }] }, "'newest' | 'oldest'"],
  [{ type: 'array', items: { type: 'integer' } }, 'integer[]'],
  [{ type: 'array', items: { anyOf: [{ const: 1 }, { const: 2 }] } }, '(1 | 2)[]'],
  [{ type: 'object', additionalProperties: { type: 'string' } }, '{ [name: string]: string }'],
  [{ type: 'object', patternProperties: { '^.*$': { type: 'number' } } }, '{ [name: string]: number }'],
  [
    {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'string', description: 'UUID.' },
        limit: { type: 'integer', minimum: 1, maximum: 9, default: 5 },
      },
    },
    '{\n  id: string // UUID.\n  limit?: integer // 1 to 9. Default 5.\n}',
  ],
])('%j is written as TypeScript', (schema, text) => {
  expect(schemaText(schema)).toBe(text)
})
