import { describe, expect, test } from 'vitest'
import { confidenceInterval } from './estimate.ts'
import { generalisedRegression, type JudgedUnit } from './generalised-regression.ts'
import { sum } from './sum.ts'

/** Twelve units, seven of them labelled; worked in NumPy with plain matrix algebra. */
const proxies = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.55, 0.5, 0.4, 0.35, 0.3]
const chances = [0.1, 0.15, 0.2, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.6, 0.6, 0.65]
const answers: readonly (readonly [place: number, right: 0 | 1])[] = [
  [1, 1],
  [3, 0],
  [4, 1],
  [6, 0],
  [8, 1],
  [9, 0],
  [11, 1],
]
const sampled = answers.map(([place, right]) => ({
  inclusionProbability: chances[place] ?? NaN,
  right,
  proxy: proxies[place] ?? NaN,
}))
const reference = { frameSize: 12, proxyMean: sum(proxies) / 12, sampled }

/** Units drawn with one probability; `rights` and `proxies` in the same order. */
function evenSample(
  inclusionProbability: number,
  rights: readonly (0 | 1)[],
  proxyOf: (place: number) => number,
) {
  return rights.map((right, place): JudgedUnit => ({ inclusionProbability, right, proxy: proxyOf(place) }))
}

describe('generalisedRegression', () => {
  test('[ST9] reference: estimate, line, weights, variance', () => {
    const result = generalisedRegression(reference)
    expect(result.form).toBe('regression')
    expect(result.estimate).toBeCloseTo(0.575944175322, 11)
    expect(result.intercept).toBeCloseTo(0.301470995777, 11)
    expect(result.slope).toBeCloseTo(0.430546163993, 11)
    expect(result.calibrationWeights).toEqual(
      [0.3105419516, 0.4181596479, 0.4719684961, 0.6333950405, 0.7410127368, 0.8486304331, 0.9562481294].map(
        (weight) => expect.closeTo(weight, 9),
      ),
    )
    expect(result.variance).toBeCloseTo(0.032488132126, 11)
    expect(sum(result.varianceContributions)).toBeCloseTo(result.variance, 14)
    expect((result.variance * 5) / 7).toBeCloseTo(0.023205808661, 11)
  })

  test('[ST9] reference: degrees of freedom, effective sample size, interval', () => {
    const result = generalisedRegression(reference)
    expect(result.degreesOfFreedom).toBeCloseTo(4.0229159624, 9)
    expect(result.effectiveSampleSize).toBeCloseTo(7.5175907709, 9)
    const { low, high } = confidenceInterval(result)
    expect(low).toBeCloseTo(0.184245094, 9)
    expect(high).toBeCloseTo(0.8909166206, 9)
  })

  test('[ST9] the weights reproduce what is known of the frame: its size and its mean proxy', () => {
    const { calibrationWeights } = generalisedRegression(reference)
    const calibrated = sampled.map(
      (unit, place) => (calibrationWeights[place] ?? NaN) / unit.inclusionProbability,
    )
    expect(sum(calibrated)).toBeCloseTo(12, 10)
    expect(sum(calibrated.map((weight, place) => weight * (sampled[place]?.proxy ?? NaN)))).toBeCloseTo(
      sum(proxies),
      10,
    )
  })

  test('[ST10] a constant proxy gives the weighted share and its variance', () => {
    const flat = { ...reference, proxyMean: 0.4, sampled: sampled.map((unit) => ({ ...unit, proxy: 0.7 })) }
    const result = generalisedRegression(flat)
    expect(result).toMatchObject({ form: 'share', slope: 0 })
    expect(result.estimate).toBeCloseTo(0.607789358201, 11)
    expect((result.variance * 6) / 7).toBeCloseTo(0.031627547847, 11)
  })

  test.each([1, 2])('[ST10] %d labels are too few for a slope', (labels) => {
    const result = generalisedRegression({ ...reference, sampled: sampled.slice(0, labels) })
    expect(result.form).toBe('share')
    expect(Number.isFinite(result.estimate + result.variance + result.degreesOfFreedom)).toBe(true)
    const { low, high } = confidenceInterval(result)
    expect(high - low).toBeGreaterThan(0.5)
  })

  test('[ST4] a hundred right answers leave doubt', () => {
    const rights = Array.from({ length: 100 }, () => 1 as const)
    const all = evenSample(0.1, rights, (place) => 0.8 + place / 1000)
    const result = generalisedRegression({ frameSize: 1000, proxyMean: 0.85, sampled: all })
    expect(result.variance).toBe(0)
    expect(result.effectiveSampleSize).toBeCloseTo(100, 9)
    expect(result.degreesOfFreedom).toBeCloseTo(99, 9)
    const { low, high } = confidenceInterval(result)
    expect(low).toBeCloseTo(0.962, 3)
    expect(high).toBe(1)
  })

  test('[ST4] a proxy that foretells every label leaves doubt', () => {
    const rights = Array.from({ length: 30 }, (_, place): 0 | 1 => (place % 3 === 0 ? 0 : 1))
    const foretold = evenSample(0.3, rights, (place) => (place % 3 === 0 ? 0.2 : 0.9))
    const { low, high } = confidenceInterval(
      generalisedRegression({ frameSize: 100, proxyMean: 0.66, sampled: foretold }),
    )
    expect(high - low).toBeGreaterThan(0.3)
  })

  test('[ST4] a frame labelled to the last unit: the exact share, an interval for what comes next', () => {
    const rights = Array.from({ length: 50 }, (_, place): 0 | 1 => (place < 5 ? 0 : 1))
    const census = evenSample(1, rights, (place) => place / 50)
    const result = generalisedRegression({ frameSize: 50, proxyMean: 0.49, sampled: census })
    expect(result.estimate).toBeCloseTo(0.9, 12)
    expect(result.variance).toBe(0)
    expect(result.effectiveSampleSize).toBeCloseTo(50, 9)
  })

  test('[ST20] a known variance adds up and counts as having endless degrees of freedom', () => {
    const plain = generalisedRegression(reference)
    const more = generalisedRegression({ ...reference, additionalVariance: 0.01 })
    expect(more.variance).toBeCloseTo(plain.variance + 0.01, 12)
    expect(more.degreesOfFreedom).toBeCloseTo(
      plain.degreesOfFreedom * (more.variance / plain.variance) ** 2,
      9,
    )
    expect(more.estimate).toBe(plain.estimate)
  })

  test('[ST20] only a known variance: the quantile is normal', () => {
    const census = evenSample(1, [1, 0, 1, 1], (place) => place / 4)
    const result = generalisedRegression({
      frameSize: 4,
      proxyMean: 0.375,
      sampled: census,
      additionalVariance: 0.01,
    })
    expect(result.degreesOfFreedom).toBe(Infinity)
    expect(result.effectiveSampleSize).toBeCloseTo(18.75, 9)
  })

  test('[ST4] a raw estimate above 1 is reported as it is, and its interval rests on the weights', () => {
    const rights = [0, 1, 1, 1, 1, 1, 1, 1, 1, 1] as const
    const steep = evenSample(0.1, rights, (place) => place / 10)
    const result = generalisedRegression({ frameSize: 100, proxyMean: 0.95, sampled: steep })
    expect(result.estimate).toBeGreaterThan(1)
    expect(result.variance).toBeGreaterThan(0)
    expect(result.effectiveSampleSize).toBeCloseTo(10, 9)
    expect(result.degreesOfFreedom).toBeCloseTo(9, 9)
    expect(confidenceInterval(result).high).toBe(1)
  })

  test('[ST9] one unit that carries nearly all the variance still leaves two degrees of freedom', () => {
    const heavy = { inclusionProbability: 0.01, right: 0, proxy: 0.5 } as const
    const light = evenSample(0.9, [1, 0, 1, 1, 0, 1, 1, 1], (place) => 0.4 + place / 20)
    const result = generalisedRegression({ frameSize: 110, proxyMean: 0.5, sampled: [heavy, ...light] })
    const squares = sum(result.varianceContributions.map((part) => part ** 2))
    expect(result.variance ** 2 / squares).toBeLessThan(2)
    expect(result.degreesOfFreedom).toBe(2)
  })

  test('[ST21] no label counts for more than ten', () => {
    const wrongButCertain = { inclusionProbability: 1, right: 0, proxy: 0.1 } as const
    const rights = Array.from({ length: 40 }, () => 1 as const)
    const others = evenSample(0.5, rights, (place) => 0.99 + (place % 3) / 1000)
    const sampled = [wrongButCertain, ...others]
    const result = generalisedRegression({ frameSize: 81, proxyMean: 0.98, sampled })
    expect(result.effectiveSampleSize).toBe(410)
    expect((result.estimate * (1 - result.estimate)) / result.variance).toBeGreaterThan(410)
  })

  test('[ST19] names what is wrong', () => {
    const one = { inclusionProbability: 0.5, right: 1, proxy: 0.5 } as const
    const estimate = (change: object) => () => generalisedRegression({ ...reference, ...change })
    expect(estimate({ sampled: [] })).toThrow(new RangeError('sampled must hold at least one labelled unit.'))
    expect(estimate({ frameSize: 3 })).toThrow(/^frameSize must be a whole number of at least 7/)
    expect(estimate({ proxyMean: Number.NaN })).toThrow(/^proxyMean/)
    expect(estimate({ additionalVariance: -1 })).toThrow(/^additionalVariance/)
    expect(estimate({ sampled: [{ ...one, inclusionProbability: 0 }] })).toThrow(
      /^sampled.inclusionProbability/,
    )
    expect(estimate({ sampled: [{ ...one, right: 0.5 }] })).toThrow(/^sampled.right/)
    expect(estimate({ sampled: [{ ...one, proxy: Infinity }] })).toThrow(/^sampled.proxy/)
  })
})
