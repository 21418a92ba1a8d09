import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '#statistics'
import { chooseUnits } from './choose-units.ts'
import { compareUnits } from './compare-units.ts'
import type { DrawnUnit, DrawParameters, FrameUnit } from './drawn-unit.ts'
import { permanentRandomNumber } from './permanent-random-number.ts'
import { type Purpose, purposeOf } from './purpose.ts'

const recommended: DrawParameters = { design: 'recommended', budget: 60, floor: 0.5 }
const simpleRandom: DrawParameters = { design: 'simple-random', budget: 60, floor: 1 }

/** Confidences between 0.3 and 1; `complaints` of the units are flagged, corrected, or both. */
function frameOf(size: number, complaints = 0, seed = 'seed'): FrameUnit[] {
  const random = seededRandom(5)
  return Array.from({ length: size }, (_, place) => {
    const predictionId = `prediction-${String(place).padStart(6, '0')}`
    return {
      predictionId,
      proxy: 0.3 + 0.7 * random(),
      flagged: place < complaints && place % 3 !== 1,
      corrected: place < complaints && place % 3 !== 0,
      uniform: permanentRandomNumber(seed, predictionId),
    }
  })
}

function queueOf(units: readonly DrawnUnit[]): DrawnUnit[] {
  return units
    .filter(({ position }) => position !== null)
    .sort((a, b) => Number(a.position) - Number(b.position))
}

const inStratum = (units: readonly DrawnUnit[], name: string) =>
  units.filter(({ stratum }) => stratum === name)
const chanceSum = (units: readonly DrawnUnit[]) =>
  units.reduce((total, { inclusionProbability }) => total + inclusionProbability, 0)

describe('chooseUnits', () => {
  test('[SA3] every chance lies in (0, 1], the chances sum to the labels drawn, and all of the budget is spent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ proxy: fc.double({ min: 0, max: 1, noNaN: true }), complaint: fc.nat(3) }), {
          minLength: 1,
          maxLength: 80,
        }),
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom('recommended' as const, 'simple-random' as const),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (rows, budget, design, floor) => {
          const frame = rows.map(({ proxy, complaint }, place) => ({
            predictionId: `p${place}`,
            proxy,
            flagged: complaint === 1,
            corrected: complaint === 2,
            uniform: permanentRandomNumber('s', `p${place}`),
          }))
          const { units, strata } = chooseUnits(frame, { design, budget, floor })
          expect(units).toHaveLength(frame.length)
          for (const { inclusionProbability, reasons } of units) {
            expect(inclusionProbability).toBeGreaterThan(0)
            expect(inclusionProbability).toBeLessThanOrEqual(1)
            expect(reasons.length).toBeGreaterThan(0)
          }
          const drawn = Math.min(budget, frame.length)
          expect(queueOf(units).map(({ position }) => position)).toEqual(
            Array.from({ length: drawn }, (_, p) => p),
          )
          for (const { name, size, drawn: chosen, inclusionProbabilitySum } of strata) {
            expect(inStratum(units, name)).toHaveLength(size)
            expect(chosen).toBeGreaterThan(0)
            expect(inclusionProbabilitySum).toBeCloseTo(chosen, 6)
          }
        },
      ),
      { seed: 12, numRuns: 200 },
    )
  })

  test('[SA3] a budget as large as the frame takes all of it, at certainty', () => {
    for (const parameters of [recommended, simpleRandom]) {
      const { units } = chooseUnits(frameOf(40, 6), { ...parameters, budget: 40 })
      expect(queueOf(units)).toHaveLength(40)
      expect(new Set(units.map((unit) => unit.inclusionProbability))).toEqual(new Set([1]))
    }
  })

  test('[SA4] complaints up to a fifth of the budget are all taken; their reasons are recorded', () => {
    const { units, strata } = chooseUnits(frameOf(1000, 9), recommended)
    const certain = inStratum(units, 'certainty')
    expect(certain).toHaveLength(9)
    expect(certain.every((unit) => unit.inclusionProbability === 1 && unit.position !== null)).toBe(true)
    expect(certain.slice(0, 3).map(({ reasons }) => reasons)).toEqual([
      ['flagged'],
      ['corrected'],
      ['flagged', 'corrected'],
    ])
    expect(strata.map(({ name, size, drawn }) => [name, size, drawn])).toEqual([
      ['certainty', 9, 9],
      ['remainder', 991, 51],
    ])
  })

  test('[SA4] more complaints than that are sampled with one equal chance', () => {
    const { units } = chooseUnits(frameOf(1000, 48), recommended)
    const certain = inStratum(units, 'certainty')
    expect(new Set(certain.map((unit) => unit.inclusionProbability))).toEqual(new Set([12 / 48]))
    expect(queueOf(certain)).toHaveLength(12)
    expect(certain[0]?.reasons).toEqual(['flagged', 'random'])
    expect(queueOf(inStratum(units, 'remainder'))).toHaveLength(48)
  })

  test('[SA5] the remainder has its reference chances', () => {
    const proxies = [0.99, 0.95, 0.9, 0.8, 0.65, 0.5, 0.97, 0.4]
    const frame = proxies.map((proxy, place) => {
      const predictionId = `pred_00000${place + 1}`
      const uniform = permanentRandomNumber('evalloop-seed-1', predictionId)
      return { predictionId, proxy, flagged: false, corrected: false, uniform }
    })
    const { units } = chooseUnits(frame, { design: 'recommended', budget: 3, floor: 0.5 })
    const expected = [
      0.243716129447, 0.31063744783, 0.356998007765, 0.413497343687, 0.456984656949, 0.469996679609,
      0.283880647085, 0.464289087629,
    ]
    for (const [place, unit] of units.entries()) {
      expect(unit.inclusionProbability).toBeCloseTo(expected[place] ?? NaN, 11)
    }
    expect(
      queueOf(units)
        .map((unit) => units.indexOf(unit))
        .sort(),
    ).toEqual([3, 6, 7])
  })

  test('[SA5] a confidence of exactly 0 or 1 keeps the floor', () => {
    const frame = frameOf(100).map((unit, place) => ({ ...unit, proxy: place < 10 ? place % 2 : unit.proxy }))
    const { units } = chooseUnits(frame, { ...recommended, budget: 20 })
    for (const unit of units.slice(0, 10)) {
      expect(unit.inclusionProbability).toBeCloseTo(0.1, 12)
      expect(unit.reasons).toEqual(['random'])
    }
    const doubtful = units.filter(({ reasons }) => reasons.includes('doubtful'))
    expect(doubtful.length).toBeGreaterThan(0)
    expect(doubtful.every((unit) => unit.inclusionProbability > 0.2)).toBe(true)
  })

  test('[SA6] simple-random: one stratum, one chance, whatever people said', () => {
    const { units, strata } = chooseUnits(frameOf(300, 50), simpleRandom)
    expect(new Set(units.map((unit) => unit.inclusionProbability))).toEqual(new Set([60 / 300]))
    expect(strata.map(({ name }) => name)).toEqual(['all'])
    expect(units[0]?.reasons).toEqual(['random'])
  })

  test('[SA7] certain units come first in their stratum; equal chances go by random number', () => {
    const { units } = chooseUnits(frameOf(500, 40), recommended)
    const certain = queueOf(inStratum(units, 'certainty'))
    expect(certain.map(({ rank }) => rank)).toEqual(certain.map((_, place) => place))
    expect(certain.map(({ uniform }) => uniform)).toEqual(
      certain.map(({ uniform }) => uniform).sort((a, b) => a - b),
    )
  })

  test('[SA7] half of the queue is exactly the sample of half the labels: the same units lead', () => {
    const frame = frameOf(400)
    const whole = queueOf(chooseUnits(frame, { ...simpleRandom, budget: 80 }).units)
    const half = queueOf(chooseUnits(frame, { ...simpleRandom, budget: 40 }).units)
    expect(whole.slice(0, 40).map((unit) => unit.predictionId)).toEqual(half.map((unit) => unit.predictionId))
  })

  test('[SA13] the order of the frame does not matter', () => {
    const frame = frameOf(300, 20)
    expect(chooseUnits([...frame].reverse(), recommended)).toEqual(chooseUnits(frame, recommended))
  })

  test('[SA3] over many seeds every unit is drawn as often as its chance says', () => {
    const runs = 2_000
    const drawn = Array.from({ length: 40 }, () => 0)
    let chances: number[] = []
    for (let run = 0; run < runs; run++) {
      const { units } = chooseUnits(frameOf(40, 8, `seed-${run}`), { ...recommended, budget: 15 })
      chances = units.map((unit) => unit.inclusionProbability)
      for (const [place, { position }] of units.entries()) {
        if (position !== null) drawn[place] = (drawn[place] ?? 0) + 1
      }
    }
    for (const [place, chance] of chances.entries()) {
      const standardError = Math.sqrt((chance * (1 - chance)) / runs)
      // Pareto sampling meets the chances to within about a hundredth of them in a sample this small.
      expect(Math.abs((drawn[place] ?? NaN) / runs - chance)).toBeLessThan(4 * standardError + 0.01 * chance)
    }
    expect(chanceSum(chooseUnits(frameOf(40, 8), { ...recommended, budget: 15 }).units)).toBeCloseTo(15, 9)
  })
})

describe('compareUnits', () => {
  const parameters = { ...recommended, seed: 'seed' }
  const units = chooseUnits(frameOf(300, 20).map(measuring), parameters).units

  /** Ids whose purpose is to measure, as in every real frame. */
  function measuring(unit: FrameUnit): FrameUnit {
    const predictionId = idWithPurpose('measure', unit.predictionId)
    return { ...unit, predictionId, uniform: permanentRandomNumber('seed', predictionId) }
  }

  test('[SA12] an honest record shows no difference', () => {
    expect(compareUnits(units, parameters)).toEqual([])
  })

  test('[SA12] a chance that is off by the last bit is named', () => {
    const [first, ...others] = units
    if (!first) throw new Error('empty')
    const inclusionProbability = first.inclusionProbability - 2 ** -53
    expect(inclusionProbability).not.toBe(first.inclusionProbability)
    expect(compareUnits([{ ...first, inclusionProbability }, ...others], parameters)).toEqual([
      {
        predictionId: first.predictionId,
        field: 'inclusionProbability',
        recorded: inclusionProbability,
        rebuilt: first.inclusionProbability,
      },
    ])
  })

  test('[SA12] another seed, a swapped place and a training image are named', () => {
    const fields = (differences: ReturnType<typeof compareUnits>) =>
      new Set(differences.map(({ field }) => field))
    expect(fields(compareUnits(units, { ...parameters, seed: 'other' }))).toContain('uniform')
    const swapped = units.map((unit) => (unit.position === 0 ? { ...unit, position: 1 } : unit))
    expect(fields(compareUnits(swapped, parameters))).toEqual(new Set(['position']))
    const training = units.map((unit, place) =>
      place === 0 ? { ...unit, predictionId: idWithPurpose('train', 'x') } : unit,
    )
    expect(fields(compareUnits(training, parameters))).toContain('purpose')
  })
})

function idWithPurpose(purpose: Purpose, prefix: string): string {
  for (let attempt = 0; ; attempt++) {
    const id = `${prefix}-${attempt}`
    if (purposeOf(id) === purpose) return id
  }
}
