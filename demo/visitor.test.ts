import { describe, expect, test } from 'vitest'
import { randomFor } from './random.ts'
import { visitorFeedback, visitorHabits } from './visitor.ts'

const classes = ['Bread', 'Egg', 'Soup']
const visitors = 20_000

function feedbackTo(predicted: string) {
  return Array.from({ length: visitors }, (_, number) =>
    visitorFeedback({ truth: 'Soup', predicted, classes }, randomFor('visitor', predicted, number)),
  )
}

/** Within four standard errors of the share that is meant. */
function expectShare(count: number, total: number, meant: number) {
  const standardError = Math.sqrt((meant * (1 - meant)) / total)
  expect(Math.abs(count / total - meant)).toBeLessThan(4 * standardError)
}

describe('visitorFeedback', () => {
  test('wrong answers are flagged and corrected as often as the habits say, some to a wrong class', () => {
    const said = feedbackTo('Bread')
    const corrected = said.filter((feedback) => feedback?.kind === 'correct')
    expectShare(
      said.filter((feedback) => feedback?.kind === 'flag').length,
      visitors,
      visitorHabits.flagsWrongAnswer,
    )
    expectShare(corrected.length, visitors, visitorHabits.correctsWrongAnswer)
    const astray = corrected.filter((feedback) => feedback?.class !== 'Soup')
    expectShare(astray.length, corrected.length, visitorHabits.correctsToWrongClass)
  })

  test('nobody corrects an answer to itself', () => {
    expect(feedbackTo('Bread').some((feedback) => feedback?.class === 'Bread')).toBe(false)
  })

  test('right answers are hardly ever flagged and never corrected', () => {
    const said = feedbackTo('Soup')
    expectShare(
      said.filter((feedback) => feedback?.kind === 'flag').length,
      visitors,
      visitorHabits.flagsRightAnswer,
    )
    expect(said.some((feedback) => feedback?.kind === 'correct')).toBe(false)
  })
})
