import type { Answer } from '#contract/label.ts'

/** What a key does in the annotator’s room. */
export type KeyAction =
  | { kind: 'answer'; answer: Answer }
  | { kind: 'undo' }
  | { kind: 'zoom' }
  | { kind: 'help' }
  | { kind: 'show-prediction' }

const fixed: Readonly<Record<string, KeyAction>> = {
  '0': { kind: 'answer', answer: { kind: 'none-of-these' } },
  '?': { kind: 'answer', answer: { kind: 'cannot-tell' } },
  s: { kind: 'answer', answer: { kind: 'skip' } },
  z: { kind: 'undo' },
  ' ': { kind: 'zoom' },
  h: { kind: 'help' },
  p: { kind: 'show-prediction' },
}

/** 1–9, then the letters that mean nothing else here. */
const classKeys = [...'123456789abcdefghijklmnopqrstuvwxyz'].filter((key) => !(key in fixed))

/** The key of the class at this place; undefined beyond the last free letter. */
export function keyOfClass(index: number): string | undefined {
  return classKeys[index]
}

/** `key` as in KeyboardEvent.key; letters work with and without shift. */
export function actionOfKey(key: string, classes: readonly string[]): KeyAction | undefined {
  const lower = key.toLowerCase()
  const meant = fixed[lower]
  if (meant) return meant
  const name = classes[classKeys.indexOf(lower)]
  return name === undefined ? undefined : { kind: 'answer', answer: { kind: 'class', class: name } }
}

export function answerWords(answer: Answer): string {
  if (answer.kind === 'class') return answer.class
  return { 'none-of-these': 'none of these', 'cannot-tell': 'cannot tell', skip: 'skipped' }[answer.kind]
}
