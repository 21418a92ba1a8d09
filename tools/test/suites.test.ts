import { expect, test } from 'vitest'
import { chooseSuites } from './suites.ts'

test('a suite that was not asked for is neither run nor left out', () => {
  expect(chooseSuites({}, ['unit'])).toEqual({ run: ['unit'], leftOut: [] })
})

test('a named Chromium that does not exist is not replaced by another', () => {
  const { run, leftOut } = chooseSuites({ EVALLOOP_CHROMIUM: '/nowhere/chromium' })
  expect(run).not.toContain('browser')
  for (const { name, reason } of leftOut) expect(`${name}: ${reason}`).toMatch(/set EVALLOOP_/)
})
