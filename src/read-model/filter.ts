import type { PredictionFilter } from '#contract/capture.ts'
import type { SqlValue } from '#ports/database.ts'

/** One condition of a filter, by the field it comes from; `?` stands for its value. */
const conditions: {
  [Field in keyof PredictionFilter]-?: (value: NonNullable<PredictionFilter[Field]>) => Condition
} = {
  from: (value) => ['p.answered_at >= ?', value],
  to: (value) => ['p.answered_at < ?', value],
  class: (value) => ['p.class = ?', value],
  labelClass: (value) =>
    value === 'none-of-these' ? ['l.kind = ?', value] : ["l.kind = 'class' and l.class = ?", value],
  minConfidence: (value) => ['p.confidence >= ?', value],
  maxConfidence: (value) => ['p.confidence <= ?', value],
  flagged: (value) => ['p.flagged = ?', value],
  corrected: (value) => ['(p.corrected_class is not null) = ?', value],
  labelled: (value) => ['(l.id is not null) = ?', value],
  modelVersion: (value) => ['p.model_version = ?', value],
}

type Condition = [sql: string, value: SqlValue]

/** Predictions with their agreed label, if there is one. */
export const FROM = `from prediction p left join label l on l.prediction_id = p.id and l.superseded_at is null`

/** `where …` and its values; `more` adds conditions of the caller, with `?` for their values. */
export function whereOf(
  filter: PredictionFilter,
  more: Condition[] = [],
): { where: string; values: SqlValue[] } {
  const own = Object.entries(conditions).flatMap(([field, condition]) => {
    const value = filter[field as keyof PredictionFilter]
    return value === undefined ? [] : [(condition as (value: unknown) => Condition)(value)]
  })
  const all = [...own, ...more]
  const values = all.map(([, value]) => value)
  const text = all.map(([sql], index) => `(${sql.replace('?', `$${index + 1}`)})`).join(' and ')
  return { where: all.length > 0 ? `where ${text}` : '', values }
}
