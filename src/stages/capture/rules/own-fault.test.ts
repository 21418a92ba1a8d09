import { expect, test } from 'vitest'
import { EvalloopError } from '#contract/errors.ts'
import { isOwnFault } from './own-fault.ts'

const withCode = (code: string) => Object.assign(new Error('a fault'), { code })

test.each([
  ['the image is gone', new EvalloopError('OBJECT_MISSING'), true],
  ['a folder of the store is gone', withCode('ENOENT'), false],
  ['the key holds other bytes', new EvalloopError('OBJECT_EXISTS'), true],
  ['the prediction of a feedback was set aside', new EvalloopError('PREDICTION_MISSING'), true],
  ['the index refuses a value', withCode('22021'), true],
  ['the index refuses a row', withCode('23503'), true],
  ['the disk is full', withCode('ENOSPC'), false],
  ['the index is away', new EvalloopError('STORAGE_UNREACHABLE'), false],
  ['the index is out of connections', withCode('53300'), false],
  ['something else', new Error('boom'), false],
])('[CA10] %s: %s', (_case, problem, own) => {
  expect(isOwnFault(problem)).toBe(own)
})
