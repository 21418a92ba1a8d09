import { describe, expect, test } from 'vitest'
import { incompleteBeta, inverseIncompleteBeta } from './incomplete-beta.ts'
import { logGamma } from './log-gamma.ts'
import { seededRandom } from './seeded-random.ts'

describe('logGamma', () => {
  test.each([
    [1e-5, 11.512919692895826],
    [0.5, 0.5723649429247001],
    [3.7, 1.428072326665388],
    [100.5, 361.4355404677776],
  ])('[ST1] log-gamma of %d is %d', (x, expected) => {
    expect(Math.abs(logGamma(x) / expected - 1)).toBeLessThan(1e-13)
  })
})

describe('incompleteBeta', () => {
  test.each([
    [0.3, 2, 5, 0.579825],
    [0.9, 0.5, 0.5, 0.7951672353008666],
    [1e-8, 0.5, 3, 0.00018749999875],
    [0.52, 500, 500, 0.897082472693],
    [0.999, 300.5, 1.2, 0.8171786766055],
  ])('[ST1] I_%d(%d, %d) is %d', (x, a, b, expected) => {
    expect(Math.abs(incompleteBeta(x, a, b) / expected - 1)).toBeLessThan(1e-11)
  })

  test('[ST1] begins at 0 and ends at 1', () => {
    expect([incompleteBeta(0, 2, 3), incompleteBeta(1, 2, 3)]).toEqual([0, 1])
  })
})

describe('inverseIncompleteBeta', () => {
  test('[ST1] undoes the incomplete beta function', () => {
    const random = seededRandom(3)
    for (let round = 0; round < 500; round++) {
      const [a, b] = [0.5 + 200 * random() ** 3, 0.5 + 200 * random() ** 3]
      const probability = random()
      const back = incompleteBeta(inverseIncompleteBeta(probability, a, b), a, b)
      expect(Math.abs(back - probability), `a ${a}, b ${b}, probability ${probability}`).toBeLessThan(1e-11)
    }
  })

  test('[ST1] a tiny probability keeps its digits', () => {
    expect(inverseIncompleteBeta(1e-10, 0.5, 40) / 1.9758053628135656e-22).toBeCloseTo(1, 11)
  })

  test('[ST19] names the argument that is out of range', () => {
    expect(() => inverseIncompleteBeta(1.5, 1, 1)).toThrow(
      new RangeError('probability must lie between 0 and 1, not 1.5.'),
    )
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow(
      new RangeError('a must be a finite number above 0, not 0.'),
    )
  })
})
