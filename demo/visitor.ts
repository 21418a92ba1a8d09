import type { Feedback } from '#contract/capture.ts'
import { pick, type Random } from './random.ts'

/** How often visitors say something, as chances between 0 and 1. Most people never do. */
export const visitorHabits = {
  flagsWrongAnswer: 0.12,
  correctsWrongAnswer: 0.08,
  /** Of those who correct: the class they choose is wrong as well. */
  correctsToWrongClass: 0.15,
  flagsRightAnswer: 0.01,
} as const

/** What one visitor saw. */
type Seen = Readonly<{ truth: string; predicted: string; classes: readonly string[] }>

/** What a visitor does about the answer; `undefined` is to say nothing. */
export function visitorFeedback({ truth, predicted, classes }: Seen, random: Random): Feedback | undefined {
  const chance = random()
  if (predicted === truth) return chance < visitorHabits.flagsRightAnswer ? { kind: 'flag' } : undefined
  if (chance < visitorHabits.flagsWrongAnswer) return { kind: 'flag' }
  if (chance >= visitorHabits.flagsWrongAnswer + visitorHabits.correctsWrongAnswer) return undefined
  const others = classes.filter((name) => name !== truth && name !== predicted)
  const errs = others.length > 0 && random() < visitorHabits.correctsToWrongClass
  return { kind: 'correct', class: errs ? pick(others, random) : truth }
}
