import { Type } from 'typebox'

/** UUID version 7: sorts by the time it was made. */
export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  description: 'UUID version 7.',
})

/** RFC 3339 instant. The API answers UTC with milliseconds. */
export const Instant = Type.String({ format: 'date-time', description: 'RFC 3339 time, answered in UTC.' })

export const Probability = Type.Number({ minimum: 0, maximum: 1 })

export const Interval = Type.Object(
  { low: Probability, high: Probability, level: Type.Number({ description: 'Confidence level, 0.95.' }) },
  { description: 'Confidence interval: fractions, low ≤ high.' },
)

export const Limit = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Rows in one page.' }),
)

export const Cursor = Type.Optional(
  Type.String({
    maxLength: 500,
    description: '`nextCursor` of the page before; leave out for the first page.',
  }),
)

export const NextCursor = Type.Optional(
  Type.String({ description: 'Ask for the next page with this; absent on the last page.' }),
)

export const ModelVersionId = Type.String({
  minLength: 1,
  maxLength: 200,
  description: 'Model version, as `name@first 12 hexadecimal digits of the artifact’s SHA-256`.',
})

/** `[from, to)`: a data interval. */
export const Window = {
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Start of the interval, included.' })),
  to: Type.Optional(Type.String({ format: 'date-time', description: 'End of the interval, not included.' })),
}
