import type { AnswerStorage, PendingAnswer } from './answer-queue.ts'

/** One entry a task, so that two tabs never write over each other. */
const prefix = 'evalloop.answer.'

/** Keeps waiting answers over a reload. A browser that refuses to store still labels; it only forgets on reload. */
export function answerStorage(store: Storage): AnswerStorage {
  return {
    load: () => storedKeys(store).flatMap((key) => parse(store.getItem(key))),
    save: (entry) => {
      try {
        store.setItem(prefix + entry.taskId, JSON.stringify(entry))
      } catch (cause) {
        console.warn('The browser does not store the waiting answer; it stays in memory.', cause)
      }
    },
    remove: (taskId) => store.removeItem(prefix + taskId),
  }
}

export function anyStored(store: Storage): boolean {
  return storedKeys(store).length > 0
}

function storedKeys(store: Storage): string[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter((key) =>
    key.startsWith(prefix),
  )
}

function parse(text: string | null): PendingAnswer[] {
  try {
    const entry: unknown = JSON.parse(text ?? '')
    return isPending(entry) ? [entry] : []
  } catch {
    return []
  }
}

function isPending(entry: unknown): entry is PendingAnswer {
  if (typeof entry !== 'object' || entry === null) return false
  const { drawId, taskId, annotator, operation } = entry as Record<string, unknown>
  return (
    [drawId, taskId, annotator].every((part) => typeof part === 'string') &&
    typeof operation === 'object' &&
    operation !== null
  )
}
