import { describe, expect, test } from 'vitest'
import { confusionEstimate } from './confusion-estimate.ts'
import type { ConfusionInput } from './confusion-input.ts'
import { confidenceInterval } from './estimate.ts'

/** Eight units of three classes, five of them labelled; worked in NumPy. */
const probabilities = [
  [0.7, 0.2, 0.1],
  [0.1, 0.8, 0.1],
  [0.3, 0.3, 0.4],
  [0.05, 0.15, 0.8],
  [0.55, 0.4, 0.05],
  [0.2, 0.6, 0.2],
  [0.9, 0.05, 0.05],
  [0.1, 0.2, 0.7],
]
const chances = [0.4, 0.3, 0.8, 0.3, 0.7, 0.6, 0.2, 0.4]
const reference = confusionInput(probabilities, chances, [
  [0, 0],
  [2, 0],
  [4, 1],
  [5, 1],
  [7, 2],
])

function confusionInput(
  rows: readonly (readonly number[])[],
  inclusion: readonly number[],
  labels: readonly (readonly [unit: number, actual: number])[],
): ConfusionInput {
  const predicted = rows.map((row) => row.indexOf(Math.max(...row)))
  const classes = rows[0]?.map((_, place) => place) ?? []
  return {
    predictedCounts: classes.map((place) => predicted.filter((answer) => answer === place).length),
    probabilitySums: classes.map((answer) =>
      classes.map((place) =>
        rows.reduce((total, row, unit) => total + (predicted[unit] === answer ? (row[place] ?? 0) : 0), 0),
      ),
    ),
    sampled: labels.map(([unit, actual]) => ({
      inclusionProbability: inclusion[unit] ?? NaN,
      predicted: predicted[unit] ?? NaN,
      actual,
      probabilities: rows[unit] ?? [],
    })),
  }
}

describe('confusionEstimate', () => {
  const { totals, accuracy, classes, macroF1 } = confusionEstimate(reference)

  test('[ST15] reference: accuracy', () => {
    expect(accuracy.estimate).toBeCloseTo(0.775517515924, 11)
    expect(accuracy.variance).toBeCloseTo(0.008608119027, 11)
  })

  test('[ST15] reference: totals', () => {
    expect(totals[0]?.[0]).toBeCloseTo(2.119426751592, 11)
    expect(totals.reduce((total, row) => total + (row[0] ?? NaN), 0)).toBeCloseTo(3.119108280255, 11)
  })

  test.each([
    [0, 'precision', 0.706475583864, 0.043062998705],
    [0, 'recall', 0.679497651623, 0.014304144914],
    [0, 'f1', 0.692724055376, 0.021169531775],
    [1, 'precision', 0.985350318471, undefined],
    [1, 'recall', 0.697003829691, undefined],
    [1, 'f1', 0.816466552316, undefined],
    [2, 'precision', 0.704670912951, undefined],
    [2, 'recall', 1.029466501241, undefined],
    [2, 'f1', 0.836652382153, undefined],
  ] as const)('[ST15] reference: class %d, %s is %d', (place, metric, value, variance) => {
    const estimate = classes[place]?.[metric]
    expect(estimate?.estimate).toBeCloseTo(value, 11)
    if (variance !== undefined) expect(estimate?.variance).toBeCloseTo(variance, 11)
  })

  test('[ST15] macro F1 is the mean over the classes', () => {
    expect(macroF1?.estimate).toBeCloseTo((0.692724055376 + 0.816466552316 + 0.836652382153) / 3, 11)
  })

  test('[ST15] the totals of all cells sum to the frame', () => {
    expect(totals.flat().reduce((total, cell) => total + cell, 0)).toBeCloseTo(8, 10)
  })

  test('[ST15] counts the labels behind each class', () => {
    expect(classes.map(({ labelled }) => labelled)).toEqual([
      { predicted: 2, actual: 2 },
      { predicted: 1, actual: 2 },
      { predicted: 2, actual: 1 },
    ])
  })

  test('[ST16] a class that was never answered has no precision; a class that cannot exist no recall', () => {
    const rows = [
      [0.9, 0.05, 0.05],
      [0.1, 0.8, 0.1],
    ]
    const never = confusionEstimate(confusionInput(rows, [0.5, 0.5], [[0, 2]]))
    expect(never.classes[2]?.precision).toBeUndefined()
    expect(never.classes[2]?.recall?.estimate).toBe(0)
    const impossible = confusionEstimate({
      predictedCounts: [2, 0],
      probabilitySums: [
        [2, 0],
        [0, 0],
      ],
      sampled: [{ inclusionProbability: 0.5, predicted: 0, actual: 0, probabilities: [1, 0] }],
    })
    expect(impossible.classes[1]).toMatchObject({ precision: undefined, recall: undefined, f1: undefined })
    expect(impossible.macroF1?.estimate).toBe(1)
  })

  test('[ST16] a metric that no label bears on has the interval from 0 to 1', () => {
    const rows = [
      [1, 0],
      [1, 0],
      [0, 1],
    ]
    const [seen, unseen] = confusionEstimate(
      confusionInput(
        rows,
        [0.5, 0.5, 0.5],
        [
          [0, 0],
          [1, 0],
        ],
      ),
    ).classes
    expect(seen?.precision && confidenceInterval(seen.precision).low).toBeGreaterThan(0)
    expect(unseen?.precision?.effectiveSampleSize).toBe(0)
    expect(unseen?.precision && confidenceInterval(unseen.precision)).toEqual({ low: 0, high: 1 })
  })

  test('[ST19] names what is wrong', () => {
    const estimate = (change: object) => () => confusionEstimate({ ...reference, ...change })
    const unit = reference.sampled[0]
    expect(estimate({ predictedCounts: [] })).toThrow(/^predictedCounts must hold/)
    expect(estimate({ predictedCounts: [1, 1, 1] })).toThrow(/^predictedCounts must sum to at least/)
    expect(estimate({ probabilitySums: [[1]] })).toThrow(/^probabilitySums must be a square of 3 by 3/)
    expect(estimate({ sampled: [] })).toThrow(/^sampled must hold/)
    expect(estimate({ sampled: [{ ...unit, actual: 3 }] })).toThrow(/^sampled.actual must be below 3/)
    expect(estimate({ sampled: [{ ...unit, predicted: -1 }] })).toThrow(/^sampled.predicted must be a whole/)
    expect(estimate({ sampled: [{ ...unit, probabilities: [1, 0] }] })).toThrow(
      /^sampled.probabilities must hold 3/,
    )
    expect(estimate({ sampled: [{ ...unit, probabilities: [1, 0, 2] }] })).toThrow(
      /^sampled.probabilities must lie/,
    )
  })
})
