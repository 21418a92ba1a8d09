import { type Estimate, kishSampleSize, makeEstimate } from './estimate.ts'
import { demand, requireCount, requireInclusionProbability, requireNotNegative } from './preconditions.ts'
import { sum } from './sum.ts'

/** A labelled unit of a sample with known inclusion probabilities. */
export interface JudgedUnit {
  /** Chance with which the unit was drawn, in (0, 1]. */
  readonly inclusionProbability: number
  /** 1 when the model's answer was right, otherwise 0. */
  readonly right: 0 | 1
  /**
   * What was known before the label: a confidence that the answer is right. On any
   * scale; the better calibrated, the narrower the interval.
   */
  readonly proxy: number
}

export interface RegressionInput {
  /** Units that could have been drawn, ≥ the labelled ones. */
  readonly frameSize: number
  /** Mean proxy over all of them. */
  readonly proxyMean: number
  /** The labelled units; at least one. */
  readonly sampled: readonly JudgedUnit[]
  /**
   * Variance from an independent earlier draw, ≥ 0, which counts as known: for example when the frame is a
   * hash-chosen part of the traffic and the estimate shall speak of all the traffic.
   */
  readonly additionalVariance?: number
}

export interface RegressionEstimate extends Estimate {
  /** `share` when no slope could be fitted: fewer than three labels, or the same proxy on all of them. */
  readonly form: 'regression' | 'share'
  readonly intercept: number
  /** Change of accuracy for one unit of proxy; 0 in the form `share`. */
  readonly slope: number
  /** By how much the known proxy mean stretches each unit's weight; in the order of `sampled`. */
  readonly calibrationWeights: readonly number[]
  /** What each unit adds to the variance; in the order of `sampled`. */
  readonly varianceContributions: readonly number[]
}

/**
 * Accuracy of the model on the frame, from labels drawn with known, unequal probabilities: a weighted
 * regression of right answers on the proxy, read at the frame's mean proxy. The proxy narrows the interval;
 * a bad one widens it, and with twenty labels or more hardly shifts the estimate. Without a usable proxy it
 * is the weighted share of right answers (Hájek).
 * @returns `estimate` may leave [0, 1] slightly; `confidenceInterval` handles that
 * @throws RangeError when an argument is out of range or nothing is labelled
 * @see Särndal, Swensson & Wretman (1992), Model Assisted Survey Sampling, section 6.4;
 *   docs/methods/generalised-regression.md
 */
export function generalisedRegression(input: RegressionInput): RegressionEstimate {
  checkInput(input)
  const { frameSize, proxyMean, sampled, additionalVariance = 0 } = input
  const fit = fitLine(sampled)
  const distance = proxyMean - fit.meanProxy
  const calibrationWeights = sampled.map(
    (unit) => frameSize * (1 / fit.totalWeight + fit.lean(unit) * distance),
  )
  const varianceContributions = sampled.map((unit, place) => {
    const stretched = (calibrationWeights[place] ?? 0) * fit.residual(unit)
    return (
      (fit.smallSample * (1 - unit.inclusionProbability) * (weightOf(unit) * stretched) ** 2) / frameSize ** 2
    )
  })
  const estimate = makeEstimate({
    estimate: fit.meanRight + fit.slope * distance,
    parts: [
      ...varianceContributions.map((variance) => ({ variance, degreesOfFreedom: 1 })),
      { variance: additionalVariance, degreesOfFreedom: Infinity },
    ],
    plainSampleSize: kishSampleSize(sampled.map(weightOf)),
    labels: sampled.length,
  })
  const intercept = fit.meanRight - fit.slope * fit.meanProxy
  return {
    ...estimate,
    form: fit.form,
    intercept,
    slope: fit.slope,
    calibrationWeights,
    varianceContributions,
  }
}

interface Line {
  readonly form: 'regression' | 'share'
  readonly totalWeight: number
  readonly meanProxy: number
  readonly meanRight: number
  readonly slope: number
  /** n/(n − fitted parameters): a fitted line lies closer to its own sample than to the frame. */
  readonly smallSample: number
  /** How far a unit pulls the fit when the proxy mean moves by one; 0 in the form `share`. */
  readonly lean: (unit: JudgedUnit) => number
  readonly residual: (unit: JudgedUnit) => number
}

/**
 * Weighted least squares of right on proxy, around the weighted means, which keeps it stable for close
 * proxies.
 */
function fitLine(sampled: readonly JudgedUnit[]): Line {
  const totalWeight = sum(sampled.map(weightOf))
  const mean = (value: (unit: JudgedUnit) => number) =>
    sum(sampled.map((unit) => weightOf(unit) * value(unit))) / totalWeight
  const meanProxy = mean((unit) => unit.proxy)
  const meanRight = mean((unit) => unit.right)
  const spread = mean((unit) => (unit.proxy - meanProxy) ** 2)
  const sloped = sampled.length >= 3 && spread > 1e-12 * Math.max(1e-12, meanProxy ** 2)
  const slope = sloped ? mean((unit) => (unit.proxy - meanProxy) * (unit.right - meanRight)) / spread : 0
  const parameters = sloped ? 2 : 1
  return {
    form: sloped ? 'regression' : 'share',
    totalWeight,
    meanProxy,
    meanRight,
    slope,
    smallSample: sampled.length > parameters ? sampled.length / (sampled.length - parameters) : 1,
    lean: (unit) => (sloped ? (unit.proxy - meanProxy) / (spread * totalWeight) : 0),
    residual: (unit) => withoutRounding(unit.right - meanRight - slope * (unit.proxy - meanProxy)),
  }
}

/** A residual that is only rounding error must count as none, or the interval would be absurdly narrow. */
function withoutRounding(residual: number): number {
  return Math.abs(residual) < 1e-10 ? 0 : residual
}

function weightOf(unit: JudgedUnit): number {
  return 1 / unit.inclusionProbability
}

function checkInput({ frameSize, proxyMean, sampled, additionalVariance = 0 }: RegressionInput): void {
  demand(sampled.length > 0, 'sampled must hold at least one labelled unit.')
  requireCount('frameSize', frameSize, sampled.length)
  demand(Number.isFinite(proxyMean), `proxyMean must be a finite number, not ${proxyMean}.`)
  requireNotNegative('additionalVariance', additionalVariance)
  for (const { inclusionProbability, right, proxy } of sampled) {
    requireInclusionProbability('sampled.inclusionProbability', inclusionProbability)
    demand(right === 0 || right === 1, `sampled.right must be 0 or 1, not ${right}.`)
    demand(Number.isFinite(proxy), `sampled.proxy must be a finite number, not ${proxy}.`)
  }
}
