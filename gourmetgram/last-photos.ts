import type { ShownAnswer } from './shown-answer.ts'

/** How many of the visitor’s answers this browser remembers. */
export const lastPhotosLimit = 12
const storageKey = 'gourmetgram.last-photos.1'

/** What this browser remembers, newest first. Empty where storage is full, forbidden or not ours. */
export function readLastPhotos(storage: Pick<Storage, 'getItem'>): readonly ShownAnswer[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isShownAnswer).slice(0, lastPhotosLimit) : []
  } catch {
    return []
  }
}

/** The list with this answer in it: in its place when it stands there, in front otherwise. */
export function remembered(list: readonly ShownAnswer[], answer: ShownAnswer): readonly ShownAnswer[] {
  if (!answer.captured) return list
  if (list.some(({ id }) => id === answer.id))
    return list.map((entry) => (entry.id === answer.id ? answer : entry))
  return [answer, ...list].slice(0, lastPhotosLimit)
}

export function writeLastPhotos(storage: Pick<Storage, 'setItem'>, list: readonly ShownAnswer[]): void {
  try {
    storage.setItem(storageKey, JSON.stringify(list))
  } catch {
    // A browser that stores nothing still classifies; the strip then lasts until the page is closed.
  }
}

function isShownAnswer(value: unknown): value is ShownAnswer {
  if (typeof value !== 'object' || value === null) return false
  const entry = value as Partial<Record<keyof ShownAnswer, unknown>>
  return (
    typeof entry.id === 'string' &&
    typeof entry.class === 'string' &&
    typeof entry.confidence === 'number' &&
    Array.isArray(entry.probabilities)
  )
}
