import { describe, expect, test } from 'vitest'
import { clopperPearsonInterval } from './clopper-pearson-interval.ts'
import { normalQuantile } from './normal-quantile.ts'
import { simpleRandomEstimate } from './simple-random-estimate.ts'
import { weightedWilsonInterval, wilsonInterval } from './wilson-interval.ts'

const z = normalQuantile(0.975)

/** Correct, labelled, Wilson's ends, Clopper and Pearson's ends: from SciPy's `binomtest`. */
const published = [
  [81, 263, 0.2552885199, 0.366209577, 0.2527367456, 0.3676219226],
  [15, 148, 0.0623863995, 0.1604872417, 0.0578440101, 0.1616504903],
  [0, 20, 0, 0.1611251581, 0, 0.168433471],
  [1, 29, 0.0061132143, 0.1717552188, 0.0008726469, 0.1776442955],
  [240, 300, 0.7510710762, 0.841343141, 0.7501955985, 0.8437686989],
  [48, 50, 0.8653990931, 0.9889611157, 0.8628623744, 0.9951185666],
  [300, 300, 0.9873570288, 1, 0.9877790253, 1],
] as const

describe.each(published)(
  '%d right of %d',
  (correct, labelled, wilsonLow, wilsonHigh, exactLow, exactHigh) => {
    test('[ST2] Wilson', () => {
      const { low, high } = wilsonInterval(correct, labelled, z)
      expect(low).toBeCloseTo(wilsonLow, 9)
      expect(high).toBeCloseTo(wilsonHigh, 9)
    })

    test('[ST3] Clopper–Pearson', () => {
      const { low, high } = clopperPearsonInterval(correct, labelled)
      expect(low).toBeCloseTo(exactLow, 9)
      expect(high).toBeCloseTo(exactHigh, 9)
    })
  },
)

describe('wilsonInterval', () => {
  test('[ST2] never leaves 0 and 1, and reaches them exactly', () => {
    for (let labelled = 1; labelled < 60; labelled++) {
      expect(wilsonInterval(0, labelled, z).low).toBe(0)
      expect(wilsonInterval(labelled, labelled, z).high).toBe(1)
    }
  })

  test('[ST19] refuses impossible counts', () => {
    expect(() => wilsonInterval(3, 2, z)).toThrow(
      new RangeError('correct must be at most labelled (2), not 3.'),
    )
    expect(() => wilsonInterval(0, 0, z)).toThrow(
      new RangeError('labelled must be a whole number of at least 1, not 0.'),
    )
    expect(() => clopperPearsonInterval(1.5, 2)).toThrow(/^correct must be a whole number/)
  })
})

describe('weightedWilsonInterval', () => {
  test('[ST4] one sample of unequal weights, worked by hand', () => {
    const estimate = { estimate: 0.575944175322, effectiveSampleSize: 7.5175907709, quantile: 2.7702188481 }
    const { low, high } = weightedWilsonInterval(estimate)
    expect(low).toBeCloseTo(0.184245094, 9)
    expect(high).toBeCloseTo(0.8909166206, 9)
  })

  test.each([1, 1.02])('[ST4] an estimate of %d still leaves doubt', (estimate) => {
    const interval = weightedWilsonInterval({ estimate, effectiveSampleSize: 40, quantile: 2 })
    expect(interval.low).toBeCloseTo(40 / 44, 12)
    expect(interval.high).toBe(1)
  })

  test('[ST16] no information gives the interval from 0 to 1', () => {
    expect(weightedWilsonInterval({ estimate: 0.7, effectiveSampleSize: 0, quantile: 2 })).toEqual({
      low: 0,
      high: 1,
    })
  })

  test('[ST19] names the argument that is not a number', () => {
    expect(() =>
      weightedWilsonInterval({ estimate: Number.NaN, effectiveSampleSize: 9, quantile: 2 }),
    ).toThrow(new RangeError('estimate must be a finite number, not NaN.'))
  })
})

test('[ST2] a simple random sample reports its share and Wilson interval', () => {
  const { estimate, interval, effectiveSampleSize } = simpleRandomEstimate(48, 50)
  expect(estimate).toBe(0.96)
  expect(effectiveSampleSize).toBe(50)
  expect(interval).toEqual(wilsonInterval(48, 50, z))
})
