import { describe, expect, test } from 'vitest'
import { filterChips, filterOf, readPredictionSearch, without } from './prediction-search.ts'

describe('the filters of the prediction list in the URL', () => {
  test('keeps what the API understands', () => {
    const search = readPredictionSearch({
      class: 'Soup',
      minConfidence: 0.3,
      maxConfidence: 0.4,
      flagged: true,
      window: '7d',
    })
    expect(search).toEqual({
      class: 'Soup',
      minConfidence: 0.3,
      maxConfidence: 0.4,
      flagged: true,
      window: '7d',
    })
    expect(filterOf(search)).toEqual({ class: 'Soup', minConfidence: 0.3, maxConfidence: 0.4, flagged: true })
  })
  test('drops what nobody can mean', () => {
    expect(readPredictionSearch({ class: '', minConfidence: 7, flagged: 'perhaps', size: 9000 })).toEqual({})
  })
  test('a class that looks like a number stays a class', () => {
    expect(readPredictionSearch({ class: 7 })).toEqual({ class: '7' })
  })
  test('tells “not flagged” from “no filter”', () => {
    expect(filterChips({ flagged: false }).map(({ words }) => words)).toEqual(['not flagged'])
    expect(filterChips({})).toEqual([])
  })
  test('one chip for both ends of a confidence band, and clearing it clears both', () => {
    const search = { minConfidence: 0.3, maxConfidence: 0.4, class: 'Soup' }
    const band = filterChips(search).find(({ words }) => words === 'confidence 30–40%')
    expect(without(search, band?.names ?? [])).toEqual({ class: 'Soup' })
  })
})
