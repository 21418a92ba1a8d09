import { api } from '#contract/api.ts'
import type { AnnotationRequest, AnnotationResult, Answer, Lease, Task } from '#contract/label.ts'
import type { Draw } from '#contract/sample.ts'
import type { Clock, Report } from './demo-event.ts'
import { progress } from './demo-event.ts'
import { DemoStopped } from './demo-stopped.ts'
import type { EvalloopClient, Pause } from './evalloop-client.ts'
import { between, randomFor } from './random.ts'

/** Of the tasks, this share is too hard for the annotator. */
const cannotTellShare = 0.02

export type LabellingNeeds = Readonly<{
  client: EvalloopClient
  draw: Draw
  /** True class by prediction id: what the demo knows and Evalloop does not. */
  truths: ReadonlyMap<string, string>
  annotators: number
  seed: number
  report: Report
  pause: Pause
  now: Clock
}>

/** Tasks the demo answered, by the kind of answer. `unknown`: photos that others sent meanwhile. */
export type LabellingCounts = { labelled: number; cannotTell: number; unknown: number }

const leaseCount = 20
const patienceMs = 60_000
const pollMs = 250

/** All annotators answer the draw’s tasks until none is left. */
export async function playAnnotators(needs: LabellingNeeds): Promise<LabellingCounts> {
  const counts: LabellingCounts = { labelled: 0, cannotTell: 0, unknown: 0 }
  const step = progress('labelling', 'tasks answered', needs.report, needs.now)
  const answered = () => step(counts.labelled + counts.cannotTell + counts.unknown, needs.draw.progress.tasks)
  const names = Array.from({ length: needs.annotators }, (_, index) => annotatorName(index))
  await Promise.all(names.map((name) => workThrough(name, counts, answered, needs)))
  return counts
}

function annotatorName(index: number): string {
  return index === 0 ? 'demo annotator' : `demo annotator ${index + 1}`
}

async function workThrough(
  annotator: string,
  counts: LabellingCounts,
  answered: () => void,
  needs: LabellingNeeds,
) {
  const { client, draw, pause, now } = needs
  let giveUpAt = now() + patienceMs
  for (;;) {
    const lease = await client.post<Lease>(api.drawLeases(draw.id), { annotator, count: leaseCount })
    const open = lease.tasks.filter((task) => task.answer === undefined)
    for (const task of open) {
      if (await answerTask(task, annotator, counts, needs)) answered()
    }
    if (open.length > 0) giveUpAt = now() + patienceMs
    else if (lease.progress.waiting + lease.progress.leased === 0) return
    else if (now() > giveUpAt) throw heldByOthers(lease.progress.leased)
    else await pause(pollMs)
  }
}

/** False when another annotator was faster. */
async function answerTask(task: Task, annotator: string, counts: LabellingCounts, needs: LabellingNeeds) {
  const truth = needs.truths.get(task.predictionId)
  const random = randomFor(needs.seed, 'annotator', task.predictionId)
  const answer: Answer =
    truth === undefined || random() < cannotTellShare
      ? { kind: 'cannot-tell' }
      : { kind: 'class', class: truth }
  const millisecondsSpent = Math.round(between(700, 4000, random))
  const request: AnnotationRequest = { annotator, answer, millisecondsSpent, predictionShown: false }
  try {
    await needs.client.put<AnnotationResult>(api.taskAnnotation(task.id), request)
  } catch (error) {
    if (error instanceof DemoStopped && error.code === 'TASK_TAKEN') return false
    throw error
  }
  if (answer.kind === 'class') counts.labelled++
  else if (truth === undefined) counts.unknown++
  else counts.cannotTell++
  return true
}

function heldByOthers(leased: number): DemoStopped {
  return new DemoStopped(
    'stuck',
    `${leased} tasks of the demo’s draw have been on another annotator’s screen for over a minute.`,
  )
}
