import type { Problem } from '#contract/errors.ts'
import type { AnnotationRequest, AnnotationResult } from '#contract/label.ts'
import { problemOf } from '../kit/problem.ts'

/** What the server shall hold for a task: this answer, or none again. */
export type PendingAnswer = {
  drawId: string
  taskId: string
  annotator: string
  operation: { kind: 'answer'; request: AnnotationRequest } | { kind: 'undo' }
}

export type Settled =
  | { kind: 'accepted'; entry: PendingAnswer; result: AnnotationResult }
  | { kind: 'refused'; entry: PendingAnswer; problem: Problem }

export type AnswerStorage = {
  load(): PendingAnswer[]
  save(entry: PendingAnswer): void
  remove(taskId: string): void
}

type Needs = {
  send: (entry: PendingAnswer) => Promise<AnnotationResult>
  storage: AnswerStorage
  /** Runs later; gives back a way to call it off. */
  schedule: (run: () => void, milliseconds: number) => () => void
}

const firstRetryMs = 1000
const longestRetryMs = 15_000

/**
 * Answers on their way to the server. One entry a task: a newer one replaces an older one that is still waiting, which
 * is sound because both requests say what shall stand, not what to change. Each entry is stored before it is sent and
 * removed after the server took it, so a reload loses nothing and at worst repeats a request.
 *
 *     put → waiting → sending → accepted            (removed)
 *                  ↑        ├→ refused              (removed: the server will never take it)
 *                  └────────┴→ server away: again after 1, 2, 4 … 15 s, or when the browser is online again
 */
export class AnswerQueue {
  readonly #needs: Needs
  readonly #entries = new Map<string, PendingAnswer>()
  readonly #attempted = new Set<PendingAnswer>()
  readonly #settledListeners = new Set<(settled: Settled) => void>()
  readonly #changeListeners = new Set<() => void>()
  #sending = false
  #failures = 0
  #problem: Problem | undefined
  #callOffRetry: (() => void) | undefined

  constructor(needs: Needs) {
    this.#needs = needs
    for (const entry of needs.storage.load()) this.#entries.set(entry.taskId, entry)
  }

  /** Why the last attempt failed; undefined while all goes well. */
  get problem(): Problem | undefined {
    return this.#problem
  }

  waitingFor(drawId: string): PendingAnswer[] {
    return [...this.#entries.values()].filter((entry) => entry.drawId === drawId)
  }

  put(entry: PendingAnswer): void {
    this.#entries.delete(entry.taskId)
    this.#entries.set(entry.taskId, entry)
    this.#needs.storage.save(entry)
    this.#changed()
    if (!this.#callOffRetry) void this.#pump()
  }

  /** Takes back an answer that was never sent. False if the server may know of it: then it must be told. */
  takeBack(taskId: string): boolean {
    const entry = this.#entries.get(taskId)
    if (!entry || this.#attempted.has(entry)) return false
    this.#remove(entry)
    this.#changed()
    return true
  }

  /** Tries at once: the browser is online again, or a person asked. */
  flush(): void {
    this.#callOffRetry?.()
    this.#callOffRetry = undefined
    void this.#pump()
  }

  onSettled(listener: (settled: Settled) => void): () => void {
    this.#settledListeners.add(listener)
    return () => this.#settledListeners.delete(listener)
  }

  onChange(listener: () => void): () => void {
    this.#changeListeners.add(listener)
    return () => this.#changeListeners.delete(listener)
  }

  async #pump(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    try {
      for (let entry = this.#first(); entry; entry = this.#first()) if (!(await this.#attempt(entry))) return
    } finally {
      this.#sending = false
    }
  }

  #first(): PendingAnswer | undefined {
    return this.#entries.values().next().value
  }

  /** False when it is no use to go on with the next one now. */
  async #attempt(entry: PendingAnswer): Promise<boolean> {
    this.#attempted.add(entry)
    try {
      const result = await this.#needs.send(entry)
      this.#settle(entry, { kind: 'accepted', entry, result })
      return true
    } catch (error) {
      const problem = problemOf(error)
      if (mayWorkLater(problem)) return this.#retryLater(problem)
      this.#settle(entry, { kind: 'refused', entry, problem })
      return true
    } finally {
      if (this.#entries.get(entry.taskId) !== entry) this.#attempted.delete(entry)
    }
  }

  #settle(entry: PendingAnswer, settled: Settled): void {
    this.#failures = 0
    this.#problem = undefined
    if (this.#entries.get(entry.taskId) === entry) {
      this.#remove(entry)
      for (const listener of this.#settledListeners) listener(settled)
    }
    this.#changed()
  }

  #retryLater(problem: Problem): false {
    this.#problem = problem
    const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failures)
    this.#failures += 1
    this.#callOffRetry = this.#needs.schedule(() => {
      this.#callOffRetry = undefined
      void this.#pump()
    }, wait)
    this.#changed()
    return false
  }

  #remove(entry: PendingAnswer): void {
    this.#entries.delete(entry.taskId)
    this.#attempted.delete(entry)
    this.#needs.storage.remove(entry.taskId)
  }

  #changed(): void {
    for (const listener of this.#changeListeners) listener()
  }
}

/** A missing sign-in (401) is mended by the person; the answers wait for it. */
function mayWorkLater({ retry, status }: Problem): boolean {
  return retry || status === 0 || status === 401 || status === 429 || status >= 500
}
