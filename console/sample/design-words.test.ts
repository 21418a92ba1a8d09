import { expect, test } from 'vitest'
import type { Draw } from '#contract/sample.ts'
import { designInWords } from './design-words.ts'

const draw: Draw = {
  id: '0197',
  state: 'open',
  from: '2026-05-01T00:00:00Z',
  to: '2026-05-02T00:00:00Z',
  modelVersion: 'm@1',
  design: 'recommended',
  budget: 100,
  floor: 0.5,
  seed: 's',
  epochSize: 2000,
  frameSize: 1000,
  strata: [
    { name: 'certainty', size: 12, drawn: 12, meanProxy: 0.4 },
    { name: 'remainder', size: 988, drawn: 88, meanProxy: 0.8 },
  ],
  drawnAt: '2026-05-02T00:00:00Z',
  codeVersion: '1',
  progress: { tasks: 100, waiting: 100, leased: 0, labelled: 0, skipped: 0, cannotTell: 0 },
}

test('tells the recommended design in three sentences', () => {
  expect(designInWords(draw)).toHaveLength(3)
  expect(designInWords(draw)[1]).toContain('all of them were chosen')
})

test('says nothing of flagged predictions where there were none', () => {
  const strata = draw.strata.filter(({ name }) => name === 'remainder')
  expect(designInWords({ ...draw, strata })).toHaveLength(2)
})

test('a simple random draw has one chance for all', () => {
  const strata = [{ name: 'all' as const, size: 1000, drawn: 100, meanProxy: 0.8 }]
  expect(designInWords({ ...draw, design: 'simple-random', strata }).at(-1)).toBe(
    '100 were drawn, each of the 1,000 with the same chance.',
  )
})
