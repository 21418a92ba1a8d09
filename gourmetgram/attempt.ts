import type { Failure } from './failure.ts'
import type { ShownAnswer } from './shown-answer.ts'

/**
 * Where the visitor stands with one photo.
 *
 *   empty ─ photo ─▶ sending ─ answer ─▶ answered
 *                     ▲   └── failure ─▶ failed ─ retry ─▶ sending
 *                     └── another photo, from anywhere
 */
export type Attempt =
  | Readonly<{ kind: 'empty' }>
  | Readonly<{ kind: 'sending'; pictureUrl: string; share: number }>
  | Readonly<{ kind: 'failed'; pictureUrl?: string; file?: File; failure: Failure }>
  | Readonly<{ kind: 'answered'; pictureUrl: string; answer: ShownAnswer; feedbackFailure?: Failure }>
