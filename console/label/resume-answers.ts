import { anyStored } from './answer-storage.ts'

/** Answers that a reload interrupted are sent from whatever page comes next; without any, nothing is loaded. */
export function resumeAnswers(): void {
  if (anyStored(localStorage)) void import('./answers.ts')
}
