import type { Answer } from '#contract/label.ts'

/** A task as it stands when an answer or an undo arrives. */
export type TaskStanding = Readonly<{
  state: 'waiting' | 'leased' | 'finished'
  leaseAnnotator: string | null
  leaseUntil: Date | null
  /** The answer that finished it. */
  standing?: Readonly<{ annotator: string; answer: Answer }>
}>

/** `taken`: another annotator has the task or has answered it. `unchanged`: this very answer stands already. */
export type AnswerVerdict = 'accept' | 'replace' | 'unchanged' | 'taken'

/**
 * What becomes of an answer. [LA6, LA7]
 *
 *   waiting ──lease──▶ leased ──answer──▶ finished ──changed answer──▶ finished
 *      ▲                 │  ▲                │
 *      └──time, release──┘  └──────undo──────┘
 *
 * A lease that has run out binds nobody: the work was done, so it counts unless somebody else has begun.
 */
export function judgeAnswer(task: TaskStanding, annotator: string, answer: Answer, now: Date): AnswerVerdict {
  if (task.standing) {
    if (task.standing.annotator !== annotator) return 'taken'
    return sameAnswer(task.standing.answer, answer) ? 'unchanged' : 'replace'
  }
  return isHeldByAnother(task, annotator, now) ? 'taken' : 'accept'
}

/** `nothing`: there is no answer to take back, for example because it was taken back before. */
export type UndoVerdict = 'retract' | 'nothing' | 'taken'

/** Whether an annotator may take the answer back. [LA9] */
export function judgeUndo({ standing }: TaskStanding, annotator: string): UndoVerdict {
  if (!standing) return 'nothing'
  return standing.annotator === annotator ? 'retract' : 'taken'
}

function isHeldByAnother(
  { leaseAnnotator, leaseUntil }: TaskStanding,
  annotator: string,
  now: Date,
): boolean {
  return leaseAnnotator !== null && leaseAnnotator !== annotator && leaseUntil !== null && leaseUntil > now
}

function sameAnswer(a: Answer, b: Answer): boolean {
  return a.kind === b.kind && classOf(a) === classOf(b)
}

/** Class of the answer; undefined when it names none. */
export function classOf(answer: Answer): string | undefined {
  return answer.kind === 'class' ? answer.class : undefined
}

/** Whether the answer says what the image shows, or at least that it is none of the classes. [LA8] */
export function makesLabel(answer: Answer): boolean {
  return answer.kind === 'class' || answer.kind === 'none-of-these'
}

/** An answer as the tables keep it. The table's constraint keeps class and kind together. */
export function toAnswer(kind: Answer['kind'], className: string | null): Answer {
  return kind === 'class' ? { kind, class: className ?? '' } : { kind }
}
