import { expect, test } from 'vitest'
import { closingLine, isGood, judgeStrictly } from './outcome.ts'

test('the closing line names skipped tests only when there are some', () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
  expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped')
})

test('in strict mode skipped tests and suites that were left out count as failed', () => {
  expect(judgeStrictly({ passed: 12, failed: 1, skipped: 3 }, 2)).toEqual({
    passed: 12,
    failed: 6,
    skipped: 0,
  })
})

test.each([
  [{ passed: 1, failed: 0, skipped: 0 }, true],
  [{ passed: 1, failed: 0, skipped: 5 }, true],
  [{ passed: 9, failed: 1, skipped: 0 }, false],
  [{ passed: 0, failed: 0, skipped: 0 }, false],
  [{ passed: 0, failed: 0, skipped: 4 }, false],
])('a run is good when something passed and nothing failed: %o', (outcome, good) => {
  expect(isGood(outcome)).toBe(good)
})
