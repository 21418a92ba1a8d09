import { describe, expect, test } from 'vitest'
import type { Answer } from '#contract/label.ts'
import { basisOf } from './basis.ts'
import { combineDraws } from './combine-draws.ts'
import { drawAccuracy } from './draw-accuracy.ts'
import type { DrawEvidence, LabelledUnit, QueuedUnit } from './draw-evidence.ts'
import { naiveAccuracy } from './naive-accuracy.ts'
import { addKnownVariance, twoPhaseVariance } from './two-phase-variance.ts'
import { weighStratum } from './weigh-stratum.ts'

const classes = ['Soup', 'Rice']
const right: Answer = { kind: 'class', class: 'Soup' }
const wrong: Answer = { kind: 'class', class: 'Rice' }
const none: Answer = { kind: 'none-of-these' }

type Given = Readonly<{ answers: readonly (Answer | undefined)[]; chance?: number; size?: number }>

function drawOf(design: DrawEvidence['design'], { answers, chance = 0.5, size = 40 }: Given): DrawEvidence {
  const queue = answers.map(
    (answer, place): QueuedUnit => ({
      predictionId: `p${place}`,
      position: place,
      inclusionProbability: chance,
      proxy: 0.5 + place / 100,
      predicted: 0,
      ...(answer && { answer }),
    }),
  )
  return {
    id: design,
    design,
    start: new Date('2026-02-01T00:00:00Z'),
    end: new Date('2026-02-02T00:00:00Z'),
    epochSize: 2 * size,
    frameSize: size,
    epochClasses: [2 * size, 0],
    strata: [{ name: design === 'recommended' ? 'remainder' : 'all', size, meanProxy: 0.595, queue }],
  }
}

const labelledOf = (draw: DrawEvidence): LabelledUnit[] =>
  draw.strata.flatMap((stratum) => weighStratum(stratum))
const times = (count: number, answer: Answer) => Array.from({ length: count }, () => answer)
const mixed = [...times(16, right), ...times(3, wrong), none]

describe('drawAccuracy', () => {
  test('[EV5] simple-random: the plain share with Wilson’s interval', () => {
    const draw = drawOf('simple-random', { answers: mixed })
    const { estimate, interval, labels } = drawAccuracy(draw, labelledOf(draw), classes)
    expect(estimate.estimate).toBe(0.8)
    expect(labels).toBe(20)
    // Wilson, 16 of 20, 95 %.
    expect(interval.low).toBeCloseTo(0.583983, 5)
    expect(interval.high).toBeCloseTo(0.919342, 5)
  })

  test('[EV4] none of these is wrong', () => {
    const draw = drawOf('simple-random', { answers: [...times(5, right), ...times(5, none)] })
    expect(drawAccuracy(draw, labelledOf(draw), classes).estimate.estimate).toBe(0.5)
  })

  test('[EV5] recommended: the estimate is read at the mean confidence of the frame', () => {
    const draw = drawOf('recommended', { answers: mixed })
    const [stratum] = draw.strata
    if (!stratum) throw new Error('no stratum')
    const sampleMean = stratum.queue.reduce((total, { proxy }) => total + proxy, 0) / 20
    const at = (meanProxy: number) => {
      const moved = { ...draw, strata: [{ ...stratum, meanProxy }] }
      return drawAccuracy(moved, labelledOf(moved), classes).estimate.estimate
    }
    // The last answers are the wrong ones, and have the largest confidence: the slope is negative.
    expect(at(sampleMean)).toBeCloseTo(0.8, 12)
    expect(at(sampleMean + 0.02)).toBeLessThan(0.8)
    expect(at(sampleMean - 0.02)).toBeGreaterThan(0.8)
  })

  test('[EV6] a frame that was labelled to the last unit leaves the doubt of the half that was not drawn from', () => {
    const draw = drawOf('recommended', { answers: mixed, chance: 1, size: 20 })
    const { estimate } = drawAccuracy(draw, labelledOf(draw), classes)
    expect(estimate.variance).toBeCloseTo((0.5 * 0.8 * 0.2) / 19, 6)
    const whole = { ...draw, epochSize: draw.frameSize }
    expect(drawAccuracy(whole, labelledOf(whole), classes).estimate.variance).toBe(0)
  })
})

describe('twoPhaseVariance', () => {
  test('[EV6] the variance of a simple random half', () => {
    const half = { frameSize: 101, epochSize: 202 }
    expect(twoPhaseVariance(0.8, 101, half)).toBeCloseTo((0.5 * 0.16) / 100, 15)
    expect(twoPhaseVariance(0.8, 101, { frameSize: 101, epochSize: 101 })).toBe(0)
    expect(twoPhaseVariance(1.02, 101, half)).toBe(0)
    expect(twoPhaseVariance(0.5, 1, half)).toBe(0.125)
  })

  test('[EV6] added to an estimate it widens the interval and makes its variance more certain', () => {
    const estimate = { estimate: 0.8, variance: 0.002, degreesOfFreedom: 10, effectiveSampleSize: 80 }
    const wider = addKnownVariance(estimate, 0.002)
    expect(wider.variance).toBe(0.004)
    expect(wider.effectiveSampleSize).toBeCloseTo(40, 10)
    expect(wider.degreesOfFreedom).toBeCloseTo(40, 10)
    expect(addKnownVariance({ ...estimate, estimate: 1 }, 0.002).effectiveSampleSize).toBe(80)
  })
})

describe('combineDraws', () => {
  const accuracyOf = (answers: readonly Answer[]) => {
    const draw = drawOf('simple-random', { answers })
    return drawAccuracy(draw, labelledOf(draw), classes)
  }

  test('[EV9] one draw stays as it is', () => {
    const accuracy = accuracyOf(mixed)
    expect(combineDraws([{ epochSize: 80, accuracy }])).toBe(accuracy)
  })

  test('[EV9] several count by their predictions, not by their labels', () => {
    const good = accuracyOf([...times(90, right), ...times(10, wrong)])
    const bad = accuracyOf([...times(5, right), ...times(5, wrong)])
    const { estimate, interval, labels } = combineDraws([
      { epochSize: 1_000, accuracy: good },
      { epochSize: 3_000, accuracy: bad },
    ])
    expect(estimate.estimate).toBeCloseTo(0.25 * 0.9 + 0.75 * 0.5, 12)
    expect(labels).toBe(110)
    expect(estimate.degreesOfFreedom).toBeLessThan(10)
    expect(interval.low).toBeLessThan(0.6)
    expect(interval.high).toBeGreaterThan(0.6)
  })
})

describe('naiveAccuracy', () => {
  test('[EV10] all labels count alike, also behind a hole', () => {
    const draw = drawOf('recommended', { answers: [right, undefined, wrong, none, { kind: 'skip' }] })
    expect(naiveAccuracy([draw], classes)).toMatchObject({
      estimate: 1 / 3,
      right: 1,
      labels: 3,
      biased: true,
    })
    expect(naiveAccuracy([draw], classes)?.why).toContain('doubtful')
  })

  test('[EV10] without a label there is no share', () => {
    expect(naiveAccuracy([drawOf('simple-random', { answers: [undefined] })], classes)).toBeUndefined()
    const draw = drawOf('simple-random', { answers: [right] })
    expect(naiveAccuracy([draw], classes)?.why).toContain('order of the queue')
  })
})

describe('basisOf', () => {
  test('[EV3] [EV9] says what was asked, what is covered, and how much has no answer', () => {
    const used = drawOf('recommended', { answers: [...mixed, { kind: 'skip' }, { kind: 'cannot-tell' }] })
    const left = drawOf('simple-random', { answers: [right, undefined] })
    const from = new Date('2026-01-01T00:00:00Z')
    const basis = basisOf({
      modelVersion: 'm',
      from,
      predictions: 500,
      draws: [used, left],
      counted: [used],
      method: 'generalised-regression',
    })
    expect(basis).toMatchObject({
      modelVersion: 'm',
      from: '2026-01-01T00:00:00.000Z',
      predictions: 500,
      covered: 80,
      draws: [
        { id: 'recommended', drawn: 22, finished: 22, used: 20 },
        { id: 'simple-random', drawn: 2, finished: 1, used: 0 },
      ],
      shareLabelled: 23 / 24,
      withoutAnswer: 2 / 23,
      method: 'generalised-regression',
    })
    expect(basis.draws[0]).not.toHaveProperty('withoutAnswer')
    expect(basis).not.toHaveProperty('to')
  })
})
