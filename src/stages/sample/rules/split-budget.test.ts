import { describe, expect, test } from 'vitest'
import { type SplitBudget, splitBudget } from './split-budget.ts'

describe('splitBudget', () => {
  test.each<[string, [number, number, number], SplitBudget | undefined]>([
    ['nobody complained: one stratum', [100, 0, 1000], undefined],
    ['few complaints: all of them, the rest to the others', [100, 7, 1000], { certainty: 7, remainder: 93 }],
    ['many complaints: a fifth', [100, 300, 1000], { certainty: 20, remainder: 80 }],
    ['few others: all of them, the rest to complaints', [100, 300, 50], { certainty: 50, remainder: 50 }],
    ['only complaints: all of the budget', [100, 300, 0], { certainty: 100, remainder: 0 }],
    ['budget for everything', [400, 300, 50], { certainty: 300, remainder: 50 }],
    ['a fifth is less than one label: one stratum', [4, 3, 50], undefined],
    ['a fifth is one label', [5, 3, 50], { certainty: 1, remainder: 4 }],
  ])('[SA4] %s', (_name, [budget, certain, others], split) => {
    expect(splitBudget(budget, certain, others)).toEqual(split)
  })

  test('[SA4] every stratum gets a label, and all of the budget is spent', () => {
    for (const budget of [5, 6, 11, 19, 50]) {
      for (const certain of [1, 2, 9, 40]) {
        for (const others of [1, 3, 12, 60]) {
          const { certainty, remainder } = splitBudget(budget, certain, others) ?? {
            certainty: 0,
            remainder: 0,
          }
          expect(certainty + remainder).toBe(Math.min(budget, certain + others))
          expect(certainty).toBeGreaterThan(0)
          expect(remainder).toBeGreaterThan(0)
          expect(certainty).toBeLessThanOrEqual(certain)
          expect(remainder).toBeLessThanOrEqual(others)
        }
      }
    }
  })
})
