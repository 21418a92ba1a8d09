import { describe, expect, test } from 'vitest'
import type { Feedback, FeedbackState } from '#contract/capture.ts'
import { afterFeedback, saysNothingNew } from './feedback.ts'
import { predictionIdOfKey } from './object-key.ts'
import { tagsOf } from './tags.ts'

const id = '01936f3a-7c2e-7d4b-9a51-0c5e8f1b2a3d'
const nothing: FeedbackState = { flagged: false }
const both: FeedbackState = { flagged: true, correctedClass: 'Egg' }

describe('feedback', () => {
  test.each<[FeedbackState, Feedback, FeedbackState]>([
    [nothing, { kind: 'flag' }, { flagged: true }],
    [both, { kind: 'unflag' }, { flagged: false, correctedClass: 'Egg' }],
    [nothing, { kind: 'correct', class: 'Soup' }, { flagged: false, correctedClass: 'Soup' }],
    [both, { kind: 'correct', class: 'Soup' }, { flagged: true, correctedClass: 'Soup' }],
    [both, { kind: 'uncorrect' }, { flagged: true }],
  ])('%j and then %j is %j', (before, said, after) => {
    expect(afterFeedback(before, said)).toEqual(after)
    expect(saysNothingNew(before, said)).toBe(false)
    expect(afterFeedback(after, said)).toEqual(after)
  })

  test.each<[FeedbackState, Feedback]>([
    [both, { kind: 'flag' }],
    [nothing, { kind: 'unflag' }],
    [both, { kind: 'correct', class: 'Egg' }],
    [nothing, { kind: 'uncorrect' }],
  ])('[CA7] %j and then %j says nothing new', (state, said) => {
    expect(saysNothingNew(state, said)).toBe(true)
  })
})

describe('object keys', () => {
  test.each([`class_07/${id}.jpg`, `class_10/${id}.webp`, `class_123/${id}.avif`])(
    '%s names its prediction',
    (key) => {
      expect(predictionIdOfKey(key)).toBe(id)
    },
  )

  test.each([
    '',
    id,
    `class_7/${id}.jpg`,
    `class_07/${id}`,
    `class_07/${id}.jpg/`,
    `/class_07/${id}.jpg`,
    `class_07/../class_07/${id}.jpg`,
    `class_07/${id.toUpperCase()}.jpg`,
    `class_07/${id}.jpg\n`,
    `production/class_07/${id}.jpg`,
    'class_07/0193.jpg',
  ])('[CA8] %j names none', (key) => {
    expect(predictionIdOfKey(key)).toBeUndefined()
  })
})

describe('tags', () => {
  const answered = {
    class: 'Noodles/Pasta',
    confidence: 0.98765,
    answeredAt: new Date('2026-01-31T23:59:59.999Z'),
  }

  test('[CA9] class, confidence with three decimals, UTC time in whole seconds', () => {
    expect(tagsOf(answered, nothing)).toEqual({
      predicted_class: 'Noodles/Pasta',
      confidence: '0.988',
      timestamp: '2026-01-31T23:59:59Z',
    })
  })

  test.each([
    [1, '1.000'],
    [0, '0.000'],
    [0.9996, '1.000'],
    [1e-9, '0.000'],
  ])('[CA9] a confidence of %d is written %s', (confidence, text) => {
    expect(tagsOf({ ...answered, confidence }, nothing).confidence).toBe(text)
  })

  test('[CA9] flagged and corrected_class while they hold, and only then', () => {
    expect(tagsOf(answered, both)).toMatchObject({ flagged: 'true', corrected_class: 'Egg' })
    expect(Object.keys(tagsOf(answered, nothing))).toEqual(['predicted_class', 'confidence', 'timestamp'])
  })
})
