import { describe, expect, test } from 'vitest'
import { type DrawRecord, stateOf } from './draw-record.ts'

const draw = { withdrawnAt: null } as DrawRecord
const progress = { tasks: 3, waiting: 0, leased: 0, labelled: 1, skipped: 1, cannotTell: 1 }

describe('stateOf', () => {
  test.each([
    ['no tasks yet: open', draw, undefined, 'open'],
    ['a task waits: open', draw, { ...progress, tasks: 4, waiting: 1 }, 'open'],
    ['a task is on a screen: open', draw, { ...progress, tasks: 4, leased: 1 }, 'open'],
    ['all are finished, whatever came of them: done', draw, progress, 'done'],
    ['withdrawn', { ...draw, withdrawnAt: new Date(0) }, progress, 'withdrawn'],
  ] as const)('[SA17] %s', (_name, record, counts, state) => {
    expect(stateOf(record, counts)).toBe(state)
  })
})
