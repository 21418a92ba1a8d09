import type { Problem } from '#contract/errors.ts'
import type { Answer, Lease, Task } from '#contract/label.ts'
import type { TaskCounts } from '#contract/sample.ts'
import { problemOf } from '../kit/problem.ts'
import type { AnswerQueue, PendingAnswer, Settled } from './answer-queue.ts'
import { answerWords } from './key-map.ts'
import { perHour, withAnswerAt } from './pace.ts'

export type Phase = 'loading' | 'asking' | 'saving' | 'others' | 'done' | 'problem'

/** Everything the screen shows, replaced whole on each change. */
export type SessionView = {
  phase: Phase
  current: Task | undefined
  ahead: readonly Task[]
  progress: TaskCounts | undefined
  /** Tasks with an answer, those on their way to the server included. */
  finished: number
  waiting: number
  undoable: number
  lastAnswer: string | undefined
  labelsPerHour: number | undefined
  notice: string | undefined
  problem: Problem | undefined
}

export type SessionNeeds = {
  drawId: string
  annotator: string
  queue: AnswerQueue
  lease: (count: number) => Promise<Lease>
  release: () => void
  /** Milliseconds; any origin. */
  now: () => number
  schedule: (run: () => void, milliseconds: number) => () => void
}

/** Held beyond the current task: enough for a minute without network. */
const held = 12
/** More are asked for when fewer than this are left. */
const low = 8
const undoDepth = 10
const mostInOneLease = 20
const retryMs = 3000

/** What this page knows about a task better than a lease that was asked for earlier. */
type Local = { state: 'answered' | 'open'; settledAt: number | undefined }
type Done = { task: Task; answer: Answer }

/**
 * One annotator at one draw. The screen moves on at once; answers follow through the queue. The task in sight never
 * changes under the person’s finger: a lease that no longer holds it is found out when the answer is sent.
 */
export class LabelSession {
  readonly #needs: SessionNeeds
  readonly #listeners = new Set<() => void>()
  readonly #local = new Map<string, Local>()
  readonly #revealed = new Set<string>()
  #tasks: Task[] = []
  #history: Done[] = []
  #times: number[] = []
  #progress: TaskCounts | undefined
  #problem: Problem | undefined
  #notice: string | undefined
  #leasing = false
  #leasedOnce = false
  #leaseSeconds = 60
  #moment = 0
  #shownAt = 0
  #shownId: string | undefined
  #activeAt = 0
  #stopped = true
  #callOff: (() => void)[] = []
  #callOffRenewal: (() => void) | undefined
  #view: SessionView = {
    phase: 'loading',
    current: undefined,
    ahead: [],
    progress: undefined,
    finished: 0,
    waiting: 0,
    undoable: 0,
    lastAnswer: undefined,
    labelsPerHour: undefined,
    notice: undefined,
    problem: undefined,
  }

  constructor(needs: SessionNeeds) {
    this.#needs = needs
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly view = (): SessionView => this.#view

  start(): void {
    const { queue } = this.#needs
    this.#stopped = false
    this.active()
    for (const entry of this.#waiting())
      this.#local.set(entry.taskId, { state: stateOf(entry), settledAt: undefined })
    this.#callOff = [
      queue.onSettled((settled) => this.#settled(settled)),
      queue.onChange(() => this.#changed()),
    ]
    void this.lease()
  }

  /** Gives the leases back, unless answers still wait: their tasks must stay ours until the server has them. */
  stop(): void {
    this.#stopped = true
    for (const callOff of this.#callOff) callOff()
    this.#callOffRenewal?.()
    if (this.#waiting().length === 0) this.#needs.release()
  }

  /** The person did something: leases are worth renewing. */
  active(): void {
    this.#activeAt = this.#needs.now()
  }

  /** The image of the current task is on the screen: its time begins, and it can be judged. */
  shown(): void {
    const id = this.#tasks[0]?.id
    if (this.#shownId === id) return
    this.#shownId = id
    this.#shownAt = this.#needs.now()
  }

  /** The model’s answer was shown for the current task; its annotation will say so. */
  reveal(): void {
    const current = this.#tasks[0]
    if (current) this.#revealed.add(current.id)
  }

  /** Nobody judges what was not seen: before the image is shown only a skip counts. False when it did not. */
  answer(answer: Answer): boolean {
    const [task, ...rest] = this.#tasks
    if (!task || (this.#shownId !== task.id && answer.kind !== 'skip')) return false
    const { annotator, drawId, now, queue } = this.#needs
    const millisecondsSpent = Math.min(
      86_400_000,
      Math.max(0, Math.round(this.#shownId === task.id ? now() - this.#shownAt : 0)),
    )
    const request = { annotator, answer, millisecondsSpent, predictionShown: this.#revealed.has(task.id) }
    this.#tasks = rest
    this.#history = [...this.#history, { task, answer }].slice(-undoDepth)
    this.#times = withAnswerAt(this.#times, now())
    this.#forgetRevealed()
    this.#local.set(task.id, { state: 'answered', settledAt: undefined })
    this.#notice = undefined
    this.#shownId = undefined
    queue.put({ drawId, taskId: task.id, annotator, operation: { kind: 'answer', request } })
    if (this.#tasks.length < low) void this.lease()
    this.#changed()
    return true
  }

  undo(): void {
    const last = this.#history.pop()
    if (!last) return
    const { annotator, drawId, queue } = this.#needs
    const { task } = last
    const unsent = queue.takeBack(task.id)
    this.#local.set(task.id, { state: 'open', settledAt: unsent ? ++this.#moment : undefined })
    if (!unsent) queue.put({ drawId, taskId: task.id, annotator, operation: { kind: 'undo' } })
    this.#tasks = [task, ...this.#tasks.filter(({ id }) => id !== task.id)]
    this.#shownId = undefined
    this.#notice = undefined
    this.#changed()
  }

  /** Tops up and renews. Asked again when it fails; quiet while there are tasks to go on with. */
  async lease(): Promise<void> {
    if (this.#leasing || this.#stopped) return
    this.#leasing = true
    const asked = ++this.#moment
    try {
      const lease = await this.#needs.lease(Math.min(mostInOneLease, held + this.#waiting().length))
      this.#problem = undefined
      this.#leasedOnce = true
      this.#take(lease, asked)
      this.#renewIn(
        (this.#tasks.length === 0 ? Math.min(15, lease.leaseSeconds / 3) : lease.leaseSeconds / 3) * 1000,
      )
    } catch (error) {
      this.#problem = problemOf(error)
      if (this.#problem.retry) this.#renewIn(retryMs)
    } finally {
      this.#leasing = false
      this.#changed()
    }
  }

  #take({ tasks, progress, leaseSeconds }: Lease, asked: number): void {
    this.#leaseSeconds = leaseSeconds
    const settledMeanwhile = this.#forgetWhatTheServerKnows(asked)
    if (!settledMeanwhile) this.#progress = progress
    const [current] = this.#tasks
    const ours = this.#tasks.filter((task) => task === current || this.#local.get(task.id)?.state === 'open')
    const known = new Set(ours.map(({ id }) => id))
    const more = tasks.filter(({ id }) => !known.has(id) && this.#local.get(id)?.state !== 'answered')
    this.#tasks = [...ours, ...more]
  }

  /** A lease asked for after a change was settled knows of it. True if some change was settled after it was asked for. */
  #forgetWhatTheServerKnows(asked: number): boolean {
    let later = false
    for (const [taskId, { settledAt }] of this.#local) {
      if (settledAt === undefined) continue
      if (settledAt < asked) this.#local.delete(taskId)
      else later = true
    }
    return later
  }

  /** Only what can still be answered, or undone to, is remembered: the page does not grow with the day. */
  #forgetRevealed(): void {
    const reachable = new Set([...this.#tasks, ...this.#history.map(({ task }) => task)].map(({ id }) => id))
    for (const id of this.#revealed) if (!reachable.has(id)) this.#revealed.delete(id)
  }

  #settled(settled: Settled): void {
    const { entry } = settled
    if (entry.drawId !== this.#needs.drawId) return
    this.#local.set(entry.taskId, { state: stateOf(entry), settledAt: ++this.#moment })
    if (settled.kind === 'accepted') this.#progress = settled.result.progress
    else this.#refused(entry, settled.problem)
    if (this.#tasks.length === 0) void this.lease()
  }

  #refused(entry: PendingAnswer, problem: Problem): void {
    this.#history = this.#history.filter(({ task }) => task.id !== entry.taskId)
    this.#notice =
      problem.code === 'TASK_TAKEN'
        ? 'Another annotator had that image; the answer given first stands.'
        : `An answer was not taken: ${problem.title}`
    if (entry.operation.kind === 'undo') this.#tasks = this.#tasks.filter(({ id }) => id !== entry.taskId)
  }

  #renewIn(milliseconds: number): void {
    this.#callOffRenewal?.()
    this.#callOffRenewal = this.#needs.schedule(() => this.#renew(milliseconds), milliseconds)
  }

  #renew(milliseconds: number): void {
    const idle = this.#needs.now() - this.#activeAt > this.#leaseSeconds * 1000
    if (idle && this.#tasks.length > 0) this.#renewIn(milliseconds)
    else void this.lease()
  }

  #waiting(): PendingAnswer[] {
    return this.#needs.queue.waitingFor(this.#needs.drawId)
  }

  #changed(): void {
    const waiting = this.#waiting()
    const change = waiting.reduce((sum, entry) => sum + (entry.operation.kind === 'answer' ? 1 : -1), 0)
    const { labelled = 0, skipped = 0, cannotTell = 0, tasks = 0 } = this.#progress ?? {}
    const last = this.#history.at(-1)
    this.#view = {
      phase: this.#phase(waiting.length),
      current: this.#tasks[0],
      ahead: this.#tasks.slice(1),
      progress: this.#progress,
      finished: Math.max(0, Math.min(tasks, labelled + skipped + cannotTell + change)),
      waiting: waiting.length,
      undoable: this.#history.length,
      lastAnswer: last ? answerWords(last.answer) : undefined,
      labelsPerHour: perHour(this.#times),
      notice: this.#notice,
      problem: this.#problem ?? this.#needs.queue.problem,
    }
    for (const listener of this.#listeners) listener()
  }

  #phase(waiting: number): Phase {
    if (this.#tasks.length > 0) return 'asking'
    if (this.#problem) return 'problem'
    if (waiting > 0) return 'saving'
    if (!this.#leasedOnce || !this.#progress) return 'loading'
    return this.#progress.waiting + this.#progress.leased > 0 ? 'others' : 'done'
  }
}

function stateOf(entry: PendingAnswer): Local['state'] {
  return entry.operation.kind === 'answer' ? 'answered' : 'open'
}
