import type { PredictionDetail } from '#contract/capture.ts'
import type { Answer, Task } from '#contract/label.ts'
import type { Draw, DrawMember, DrawRequest } from '#contract/sample.ts'
import { idAt, model, randomFrom } from './seed.ts'

export type Drawn = { draw: Draw; members: DrawMember[]; tasks: (Task & { holder?: string })[] }

/** Flagged predictions first, the others by chance. */
export function makeDraw(request: DrawRequest, predictions: readonly PredictionDetail[], now: number): Drawn {
  const {
    from,
    to,
    budget,
    design = 'recommended',
    floor = 0.5,
    seed = 'mock',
    modelVersion = model.id,
  } = request
  const random = randomFrom(now % 1_000_003)
  const epoch = predictions.filter(({ answeredAt }) => answeredAt >= from && answeredAt < to)
  const frame = epoch.filter(({ purpose }) => purpose === 'measure')
  const certain = frame.filter(({ flagged }) => flagged && design === 'recommended')
  const rest = frame.filter((row) => !certain.includes(row)).toSorted(() => random() - 0.5)
  const chosen = rest.slice(0, Math.max(0, budget - certain.length))
  const queue = [...certain, ...chosen].toSorted(() => random() - 0.5)
  const id = idAt(now, random)
  const counts = { waiting: queue.length, leased: 0, labelled: 0, skipped: 0, cannotTell: 0 }
  const draw: Draw = {
    ...{ id, state: 'open', from, to, modelVersion, design, budget, floor, seed, codeVersion: 'mock' },
    epochSize: epoch.length,
    frameSize: frame.length,
    strata: [
      { name: 'certainty', size: certain.length, drawn: certain.length, meanProxy: 0.6 },
      { name: 'remainder', size: rest.length, drawn: chosen.length, meanProxy: 0.8 },
    ],
    drawnAt: new Date(now).toISOString(),
    progress: { tasks: queue.length, ...counts },
  }
  const members = queue.map((row, position): DrawMember => {
    const sure = certain.includes(row)
    return {
      predictionId: row.id,
      stratum: sure ? 'certainty' : 'remainder',
      inclusionProbability: sure ? 1 : chosen.length / rest.length,
      reasons: [sure ? 'flagged' : 'random'],
      position,
    }
  })
  const tasks = queue.map(({ id: predictionId, width, height }, position) => {
    const imageUrl = `/api/v1/predictions/${predictionId}/image`
    return { id: idAt(now + position, random), drawId: id, predictionId, position, imageUrl, width, height }
  })
  return { draw, members, tasks }
}

/** Counts anew after every change to the tasks. */
export function countTasks({ draw, tasks }: Drawn): Draw['progress'] {
  const of = (...kinds: Answer['kind'][]) =>
    tasks.filter(({ answer }) => answer && kinds.includes(answer.kind)).length
  const open = tasks.filter(({ answer }) => !answer)
  const leased = open.filter(({ holder }) => holder !== undefined).length
  const [skipped, cannotTell, labelled] = [of('skip'), of('cannot-tell'), of('class', 'none-of-these')]
  draw.progress = {
    tasks: tasks.length,
    waiting: open.length - leased,
    leased,
    labelled,
    skipped,
    cannotTell,
  }
  if (draw.state !== 'withdrawn') draw.state = open.length === 0 ? 'done' : 'open'
  return draw.progress
}

/** One answer settles a task and, when it names a truth, labels the prediction. */
export function answerTask(drawn: Drawn, task: Task, answer: Answer, prediction?: PredictionDetail): void {
  task.answer = answer
  const labelledAt = new Date().toISOString()
  if (answer.kind === 'class' && prediction)
    prediction.label = { kind: 'class', class: answer.class, labelledAt }
  if (answer.kind === 'none-of-these' && prediction) prediction.label = { kind: answer.kind, labelledAt }
  countTasks(drawn)
}
