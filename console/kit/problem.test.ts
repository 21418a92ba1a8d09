import { describe, expect, test } from 'vitest'
import { isMissing, ProblemError, serverAway } from './problem.ts'

const refused = { ...serverAway, status: 400, code: 'REQUEST_INVALID', retry: false }

describe('what is missing', () => {
  test('an id that nothing has', () => {
    expect(isMissing(new ProblemError({ ...refused, status: 404, code: 'DRAW_MISSING' }))).toBe(true)
  })
  test('a word that cannot be an id', () => {
    const errors = [{ field: 'id', message: 'must match pattern' }]
    expect(isMissing(new ProblemError({ ...refused, errors }))).toBe(true)
  })
  test('not what is wrong in another field, nor a server that is away', () => {
    const errors = [{ field: 'limit', message: 'must be an integer' }]
    expect(isMissing(new ProblemError({ ...refused, errors }))).toBe(false)
    expect(isMissing(new ProblemError(refused))).toBe(false)
    expect(isMissing(new ProblemError(serverAway))).toBe(false)
    expect(isMissing(null)).toBe(false)
  })
})
