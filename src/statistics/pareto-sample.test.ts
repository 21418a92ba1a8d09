import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { inclusionProbabilities, uncertaintyScore } from './inclusion-probabilities.ts'
import { paretoRanks, paretoSample } from './pareto-sample.ts'
import { uniformFromHash } from './uniform-from-hash.ts'

const hashed = (text: string) => uniformFromHash(createHash('sha256').update(text).digest())
const ids = Array.from({ length: 8 }, (_, place) => `evalloop-seed-1:pred_00000${place + 1}`)

describe('uniformFromHash', () => {
  test('[ST8] SHA-256 of seed and id: reference values', () => {
    expect(ids.map(hashed)).toEqual(
      [
        0.755917913057924, 0.44839081013823, 0.854028979296566, 0.0584162185498667, 0.90924425845365,
        0.544436887385308, 0.268833809391232, 0.139341726546219,
      ].map((value) => expect.closeTo(value, 14)),
    )
  })

  test('[ST8] all bits set stays below 1, none set is 0', () => {
    expect(uniformFromHash(new Uint8Array(8).fill(255))).toBe(1 - 2 ** -53)
    expect(uniformFromHash(new Uint8Array(32))).toBe(0)
    expect(uniformFromHash(Uint8Array.of(0, 0, 0, 0, 0, 0, 8, 0))).toBe(2 ** -53)
  })

  test('[ST19] fewer than eight bytes are refused', () => {
    expect(() => uniformFromHash(new Uint8Array(7))).toThrow(
      new RangeError('bytes must hold at least 8 bytes, not 7.'),
    )
  })
})

describe('paretoSample', () => {
  const scores = [0.99, 0.95, 0.9, 0.8, 0.65, 0.5, 0.97, 0.4].map(uncertaintyScore)
  const frame = {
    inclusionProbabilities: inclusionProbabilities({ scores, budget: 3, floor: 0.5 }),
    uniforms: ids.map(hashed),
  }

  test('[ST6] draws the reference sample, smallest rank first', () => {
    const ranks = paretoRanks(frame)
    const drawn = paretoSample(frame)
    expect([...drawn].sort()).toEqual([3, 6, 7])
    expect(drawn).toEqual([...drawn].sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0)))
  })

  test('[ST6] a longer queue begins with the shorter one', () => {
    expect(paretoSample(frame, 6).slice(0, 3)).toEqual(paretoSample(frame))
    expect(paretoSample(frame, 8)).toHaveLength(8)
  })

  test('[ST6] certain units come first, in random order', () => {
    const drawn = paretoSample({ inclusionProbabilities: [0.5, 1, 0.5, 1], uniforms: [0, 0.9, 0.3, 0.2] })
    expect(drawn).toEqual([3, 1, 0])
  })

  test('[ST6] ranks stay finite and ordered at the ends', () => {
    const [certain, almost, first, last, rare] = paretoRanks({
      inclusionProbabilities: [1, 1 - 2 ** -53, 0.5, 0.5, Number.MIN_VALUE],
      uniforms: [1 - 2 ** -53, 1 - 2 ** -53, 0, 1 - 2 ** -53, 1 - 2 ** -53],
    })
    expect(certain).toBe(0)
    expect(almost).toBeCloseTo(1, 9)
    expect(first).toBeGreaterThan(0)
    expect(last).toBe(2 ** 53 - 1)
    expect(rare).toBe(Number.MAX_VALUE)
  })

  test.each([
    [
      { inclusionProbabilities: [0.5], uniforms: [] },
      /^uniforms must hold 1 numbers, one for each unit, not 0/,
    ],
    [{ inclusionProbabilities: [0], uniforms: [0.5] }, /^inclusionProbabilities must be above 0/],
    [{ inclusionProbabilities: [0.5], uniforms: [1] }, /^uniforms must be at least 0 and below 1/],
  ])('[ST19] %j is refused', (bad, sentence) => {
    expect(() => paretoSample(bad)).toThrow(sentence)
    expect(() => paretoSample(bad)).toThrow(RangeError)
  })

  test('[ST19] a sample larger than its frame is refused', () => {
    expect(() => paretoSample(frame, 9)).toThrow(new RangeError('size must be at most the frame (8), not 9.'))
  })
})
