import { describe, expect, test } from 'vitest'
import { likeliest, percent, type ShownAnswer, spoken, withFeedback } from './shown-answer.ts'

const answer: ShownAnswer = {
  id: '01900000-0000-7000-8000-000000000000',
  class: 'Soup',
  confidence: 0.62,
  probabilities: [
    { class: 'Bread', probability: 0.004 },
    { class: 'Egg', probability: 0.3 },
    { class: 'Rice', probability: 0.076 },
    { class: 'Soup', probability: 0.62 },
  ],
  captured: true,
  flagged: false,
}

describe('an answer as it is shown', () => {
  test('the likeliest classes come first', () => {
    expect(likeliest(answer, 3).map((one) => one.class)).toEqual(['Soup', 'Egg', 'Rice'])
  })

  test.each([
    [0, '0\u00a0%'],
    [0.004, 'under 1\u00a0%'],
    [0.3, '30\u00a0%'],
    [0.996, 'over 99\u00a0%'],
    [1, '100\u00a0%'],
  ])('%f is told as %s', (share, text) => {
    expect(percent(share)).toBe(text)
  })

  test('is one sentence for ears, as unsure as the model', () => {
    expect(spoken(answer)).toBe('That may be Soup, 62\u00a0%. Then Egg 30\u00a0%, Rice 8\u00a0%.')
  })

  test('a correction that was taken back does not stay', () => {
    const corrected = withFeedback(answer, { flagged: true, correctedClass: 'Rice' })
    expect(corrected).toMatchObject({ flagged: true, correctedClass: 'Rice' })
    expect(withFeedback(corrected, { flagged: true })).not.toHaveProperty('correctedClass')
  })
})
