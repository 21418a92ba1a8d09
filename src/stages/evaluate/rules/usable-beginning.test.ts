import { describe, expect, test } from 'vitest'
import type { Answer } from '#contract/label.ts'
import type { DrawEvidence, QueuedUnit, StratumEvidence } from './draw-evidence.ts'
import { labelsStillNeeded, usedLabels } from './labels-needed.ts'
import { standsFor, usableBeginning } from './usable-beginning.ts'
import { needsFrame, weighStratum } from './weigh-stratum.ts'

const soup: Answer = { kind: 'class', class: 'Soup' }
const none: Answer = { kind: 'none-of-these' }
const skip: Answer = { kind: 'skip' }
const shrug: Answer = { kind: 'cannot-tell' }

/** One unit for each answer; undefined is a task that is not finished. */
function queueOf(answers: readonly (Answer | undefined)[], chances: readonly number[] = []): QueuedUnit[] {
  return answers.map((answer, place) => ({
    predictionId: `p${place}`,
    position: place,
    inclusionProbability: chances[place] ?? 0.5,
    proxy: 0.8,
    predicted: 0,
    ...(answer && { answer }),
  }))
}

function stratumOf(
  queue: QueuedUnit[],
  size = 2 * queue.length,
  name: StratumEvidence['name'] = 'remainder',
) {
  return { name, size, meanProxy: 0.8, queue } satisfies StratumEvidence
}

function drawOf(strata: readonly StratumEvidence[]): DrawEvidence {
  const frameSize = strata.reduce((total, { size }) => total + size, 0)
  const day = new Date(0)
  return {
    id: 'draw',
    design: 'recommended',
    start: day,
    end: day,
    epochSize: 2 * frameSize,
    frameSize,
    epochClasses: [2 * frameSize],
    strata,
  }
}

const times = (count: number, answer: Answer | undefined) => Array.from({ length: count }, () => answer)

describe('usableBeginning', () => {
  test('[EV1] a task that is not finished ends it, whatever comes behind', () => {
    const { finished, labelled } = usableBeginning(queueOf([soup, skip, none, undefined, soup, soup]))
    expect(finished).toBe(3)
    expect(labelled.map(({ predictionId }) => predictionId)).toEqual(['p0', 'p2'])
  })

  test('[EV1] nothing at the front: nothing', () => {
    expect(usableBeginning(queueOf([undefined, soup]))).toEqual({ finished: 0, labelled: [] })
    expect(usableBeginning([])).toEqual({ finished: 0, labelled: [] })
  })

  test('[EV8] units that were certain do not stand for the others', () => {
    const stratum = stratumOf(queueOf([soup, soup, skip, undefined], [1, 1, 0.4, 0.4]))
    expect(standsFor(stratum, usableBeginning(stratum.queue))).toBe(false)
    const further = stratumOf(queueOf([soup, soup, skip, none], [1, 1, 0.4, 0.4]))
    expect(standsFor(further, usableBeginning(further.queue))).toBe(true)
    const allCertain = stratumOf(queueOf([soup, undefined], [1, 1]), 2)
    expect(standsFor(allCertain, usableBeginning(allCertain.queue))).toBe(true)
  })
})

describe('weighStratum', () => {
  test('[EV2] a finished queue keeps the recorded chances', () => {
    const stratum = stratumOf(queueOf([soup, none], [0.25, 0.75]))
    expect(needsFrame(stratum)).toBe(false)
    expect(weighStratum(stratum).map((unit) => unit.inclusionProbability)).toEqual([0.25, 0.75])
  })

  test('[EV2] half a queue of equal chances: half the chance, without reading the frame', () => {
    for (const name of ['all', 'certainty'] as const) {
      const stratum = stratumOf(queueOf([soup, none, undefined, undefined], [0.4, 0.4, 0.4, 0.4]), 10, name)
      expect(needsFrame(stratum)).toBe(false)
      expect(weighStratum(stratum).map((unit) => unit.inclusionProbability)).toEqual([0.2, 0.2])
    }
  })

  test('[EV2] half a queue of unequal chances: all odds shrink by one factor, the sum is what was finished', () => {
    const frame = [0.9, 0.6, 0.5, 0.4, 0.3, 0.3]
    const stratum = stratumOf(queueOf([soup, soup, undefined], frame), 6)
    expect(needsFrame(stratum)).toBe(true)
    const chances = weighStratum(stratum, frame).map((unit) => unit.inclusionProbability)
    expect(chances).toHaveLength(2)
    const factor = (place: number) => {
      const [now, before] = [chances[place] ?? NaN, frame[place] ?? NaN]
      return now / (1 - now) / (before / (1 - before))
    }
    expect(factor(0)).toBeCloseTo(factor(1), 9)
    expect(factor(0)).toBeLessThan(1)
  })

  test('[EV3] the answered units stand for the ones without an answer', () => {
    const stratum = stratumOf(queueOf([soup, skip, none, shrug], [0.8, 0.8, 0.4, 0.4]))
    expect(weighStratum(stratum).map((unit) => unit.inclusionProbability)).toEqual([0.4, 0.2])
    expect(weighStratum(stratumOf(queueOf([skip, shrug])))).toEqual([])
  })
})

describe('labelsStillNeeded', () => {
  test('[EV8] ten labels are enough, nine are not', () => {
    expect(labelsStillNeeded(drawOf([stratumOf(queueOf([...times(9, soup), undefined]))]))).toBe(1)
    expect(labelsStillNeeded(drawOf([stratumOf(queueOf([...times(10, soup), undefined]))]))).toBe(0)
  })

  test('[EV8] skips do not count', () => {
    const draw = drawOf([stratumOf(queueOf([...times(5, soup), ...times(7, skip), ...times(20, undefined)]))])
    expect(usedLabels(draw)).toBe(5)
    expect(labelsStillNeeded(draw)).toBe(5)
  })

  test('[EV8] a hole at the front needs one answer, because the labels behind it count then', () => {
    expect(labelsStillNeeded(drawOf([stratumOf(queueOf([undefined, ...times(15, soup)]))]))).toBe(1)
  })

  test('[EV8] a stratum without a label: all answers up to its first', () => {
    const certainty = queueOf(times(3, undefined), [1, 1, 1]).map((unit, place) => ({
      ...unit,
      predictionId: `c${place}`,
      position: 12 + place,
    }))
    const remainder = queueOf([...times(10, soup), undefined, undefined])
    const draw = drawOf([stratumOf(certainty, 3, 'certainty'), stratumOf(remainder)])
    expect(labelsStillNeeded(draw)).toBe(3)
  })

  test('[EV8] a draw that is too small for an estimate still says how many labels are missing', () => {
    expect(labelsStillNeeded(drawOf([stratumOf(queueOf(times(4, undefined)))]))).toBe(10)
    expect(labelsStillNeeded(drawOf([stratumOf(queueOf(times(4, soup)))]))).toBe(6)
    expect(labelsStillNeeded(drawOf([stratumOf(queueOf(times(20, skip)))]))).toBe(10)
  })
})
