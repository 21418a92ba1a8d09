import { describe, expect, test } from 'vitest'
import type { Answer } from '#contract/label.ts'
import { type ConfusionInput, confusion } from './confusion.ts'
import type { DrawEvidence } from './draw-evidence.ts'

const classes = ['Soup', 'Rice', 'Egg']

/** Twelve answers each of Soup and Rice, two of Egg, drawn at one half from a frame of twice as many. */
const predicted = [...Array(12).fill(0), ...Array(12).fill(1), 2, 2] as number[]
const actual = predicted.map((place, unit) => (unit === 0 || unit === 1 ? 1 : unit === 2 ? undefined : place))

function vectorOf(place: number): number[] {
  return classes.map((_, other) => (other === place ? 0.8 : 0.1))
}

function inputOf(draws: readonly DrawEvidence[]): ConfusionInput {
  const counts = classes.map((_, place) => 2 * predicted.filter((answer) => answer === place).length)
  return {
    classes,
    draws,
    predictedCounts: counts,
    probabilitySums: counts.map((count, place) => vectorOf(place).map((probability) => count * probability)),
    labelled: predicted.map((place, unit) => {
      const truth = classes[actual[unit] ?? NaN]
      const answer: Extract<Answer, { kind: 'class' | 'none-of-these' }> =
        truth === undefined ? { kind: 'none-of-these' } : { kind: 'class', class: truth }
      return {
        predictionId: `p${unit}`,
        position: unit,
        inclusionProbability: 0.5,
        proxy: 0.8,
        predicted: place,
        answer,
        probabilities: vectorOf(place),
      }
    }),
  }
}

function drawOf(share: number): DrawEvidence {
  const day = new Date(0)
  const sizes = {
    epochSize: 104 * share,
    frameSize: 52 * share,
    epochClasses: [48, 48, 8].map((n) => n * share),
  }
  return { id: 'draw', design: 'simple-random', start: day, end: day, ...sizes, strata: [] }
}

describe('confusion', () => {
  const result = confusion(inputOf([drawOf(1)]))

  test('[EV13] cells sum to one, rows to the known share of each answer', () => {
    const rows = result.cells.map((row) => row.reduce((sum, cell) => sum + cell, 0))
    expect(result.trueClasses).toEqual(['Soup', 'Rice', 'Egg', 'none of these'])
    expect(rows[0]).toBeCloseTo(24 / 52, 12)
    expect(rows[2]).toBeCloseTo(4 / 52, 12)
    expect(rows.reduce((sum, row) => sum + row, 0)).toBeCloseTo(1, 12)
  })

  test('[EV13] with equal chances a cell is the share of its labels, none of these included', () => {
    expect(result.counts).toEqual([
      [9, 2, 0, 1],
      [0, 12, 0, 0],
      [0, 0, 2, 0],
    ])
    for (const [row, counts] of result.counts.entries()) {
      for (const [column, count] of counts.entries()) {
        expect(result.cells[row]?.[column]).toBeCloseTo(count / 26, 12)
      }
    }
    expect(result.labels).toBe(26)
  })

  test('[EV14] precision and recall with their intervals; left out below ten labels', () => {
    const [soup, rice, egg] = result.perClass
    expect(soup).toMatchObject({ class: 'Soup', predicted: 48, labels: 9 })
    expect(soup?.precision?.estimate).toBeCloseTo(9 / 12, 12)
    expect(soup?.recall).toBeUndefined()
    expect(rice?.precision?.estimate).toBeCloseTo(1, 12)
    expect(rice?.recall?.estimate).toBeCloseTo(12 / 14, 12)
    expect(rice?.recall?.interval.level).toBe(0.95)
    expect(rice?.recall?.interval.low).toBeLessThan(12 / 14)
    expect(rice?.recall?.interval.high).toBeGreaterThan(12 / 14)
    expect(egg).toEqual({ class: 'Egg', predicted: 8, labels: 2 })
  })

  test('[EV6] the interval is wider when only half of the epoch could be drawn from', () => {
    const width = (draw: DrawEvidence) => {
      const interval = confusion(inputOf([draw])).perClass[0]?.precision?.interval
      return (interval?.high ?? NaN) - (interval?.low ?? NaN)
    }
    expect(width(drawOf(1))).toBeGreaterThan(width({ ...drawOf(1), epochSize: 52 }))
  })

  test('[EV15] the frames of several draws are taken together', () => {
    expect(confusion(inputOf([drawOf(0.25), drawOf(0.75)]))).toEqual(result)
  })
})
