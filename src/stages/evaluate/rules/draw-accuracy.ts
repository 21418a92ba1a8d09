import {
  confidenceInterval,
  type Estimate,
  generalisedRegression,
  type Interval,
  type JudgedUnit,
  simpleRandomEstimate,
} from '#statistics'
import { type DrawEvidence, isRight, type LabelledUnit } from './draw-evidence.ts'
import { twoPhaseVariance } from './two-phase-variance.ts'

export type DrawAccuracy = Readonly<{ estimate: Estimate; interval: Interval; labels: number }>

/**
 * Accuracy of what was served in the draw's epoch. [EV5]
 * @param labelled the weighted units of all strata, see `weighStratum`; at least one
 * @param classes names of the model's classes, in the order of its outputs
 */
export function drawAccuracy(
  draw: DrawEvidence,
  labelled: readonly LabelledUnit[],
  classes: readonly string[],
): DrawAccuracy {
  const labels = labelled.length
  if (draw.design === 'simple-random') {
    const right = labelled.filter((unit) => isRight(unit, classes)).length
    const { interval, ...estimate } = simpleRandomEstimate(right, labels)
    return { estimate, interval, labels }
  }
  const sampled = labelled.map(
    (unit): JudgedUnit => ({
      inclusionProbability: unit.inclusionProbability,
      proxy: unit.proxy,
      right: isRight(unit, classes) ? 1 : 0,
    }),
  )
  const estimate = regressionEstimate(draw, sampled)
  return { estimate, interval: confidenceInterval(estimate), labels }
}

/** The variance that the choice of the frame adds depends on the accuracy, so it is estimated first. [EV6] */
function regressionEstimate(draw: DrawEvidence, sampled: readonly JudgedUnit[]): Estimate {
  const { frameSize, strata } = draw
  const proxyMean = strata.reduce((total, { size, meanProxy }) => total + size * meanProxy, 0) / frameSize
  const input = { frameSize, proxyMean, sampled }
  const { estimate } = generalisedRegression(input)
  const additionalVariance = twoPhaseVariance(estimate, frameSize, draw)
  return generalisedRegression({ ...input, additionalVariance })
}
