import { describe, expect, test } from 'vitest'
import { seededRandom, shuffle } from './seeded-random.ts'
import { type DrawSettings, repeatDraws } from './simulation/repeat-draws.ts'
import { type ProxyKind, simulatedStream, trueAccuracy } from './simulation/stream.ts'

const settings = { budget: 200, floor: 0.5, streams: 20, draws: 40 }

function stream(proxy: ProxyKind, accuracy = 0.8): DrawSettings['stream'] {
  return { size: 1000, accuracy, proxy }
}

describe('recommended draw and interval', () => {
  test.each<[ProxyKind, seed: number]>([
    ['calibrated', 31],
    ['overconfident', 32],
    ['underconfident', 33],
    ['silent', 34],
  ])('[ST11] %s proxy: holds the truth in 94 to 96.5 % of draws (4 standard errors)', (proxy, seed) => {
    const { coverage, runs } = repeatDraws({ ...settings, stream: stream(proxy) }, seededRandom(seed))
    const error = Math.sqrt((0.95 * 0.05) / runs)
    expect(coverage).toBeGreaterThan(0.94 - 4 * error)
    expect(coverage).toBeLessThan(0.965 + 4 * error)
  })

  test.each<[ProxyKind, seed: number]>([
    ['unrelated', 41],
    ['inverted', 42],
  ])('[ST9] %s proxy: no bias (4 standard errors)', (proxy, seed) => {
    const { bias, biasError } = repeatDraws({ ...settings, stream: stream(proxy) }, seededRandom(seed))
    expect(Math.abs(bias)).toBeLessThan(4 * biasError)
  })

  test('[ST11] a calibrated proxy makes the interval narrower than a random sample of the same size', () => {
    const plan = { ...settings, stream: stream('calibrated') }
    const proxied = repeatDraws(plan, seededRandom(51))
    const random = repeatDraws({ ...plan, floor: 1, stream: stream('unrelated') }, seededRandom(51))
    expect(proxied.meanWidth / random.meanWidth).toBeLessThan(0.8)
  })

  test('[ST21] a nearly perfect model in a small frame: the interval still holds the truth', () => {
    const nearlyPerfect = { size: 1000, accuracy: 0.99, proxy: 'overconfident' } as const
    const { coverage, runs } = repeatDraws({ ...settings, stream: nearlyPerfect }, seededRandom(61))
    expect(coverage).toBeGreaterThan(0.95 - 4 * Math.sqrt((0.95 * 0.05) / runs))
  })
})

test('[ST12] with the least confident labelled, the plain share is more than 20 points too low', () => {
  const random = seededRandom(71)
  const predictions = simulatedStream(stream('calibrated'), random)
  const doubtful = predictions.filter(({ proxy }) => proxy < 0.7)
  const others = shuffle(
    predictions.filter(({ proxy }) => proxy >= 0.7),
    random,
  ).slice(0, 5)
  const plainShare = trueAccuracy([...doubtful, ...others])
  const { bias, biasError } = repeatDraws({ ...settings, stream: stream('calibrated') }, seededRandom(72))
  expect(plainShare - trueAccuracy(predictions)).toBeLessThan(-0.2)
  expect(Math.abs(bias)).toBeLessThan(4 * biasError)
})
