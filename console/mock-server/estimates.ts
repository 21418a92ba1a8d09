import type { PredictionDetail } from '#contract/capture.ts'
import type { AccuracyEstimate, ConfusionEstimate, EstimateBasis } from '#contract/evaluate.ts'
import type { Drawn } from './drawing.ts'
import { classes, model } from './seed.ts'

type Label = { said: string; truth: string }
type Find = (predictionId: string) => PredictionDetail

/** Plausible numbers in the right shape; nothing here is an estimator. */
export function accuracy(drawn: readonly Drawn[], predictions: number, find: Find): AccuracyEstimate {
  const [labels, basis] = [labelsOf(drawn, find), basisOf(drawn, predictions)]
  const none = tooFew(drawn, labels, basis)
  if (none) return none
  const right = labels.filter(({ said, truth }) => said === truth).length
  const naive = { right, labels: labels.length, biased: true as const, why: 'It counts every label alike.' }
  return {
    kind: 'estimate',
    ...share(right, labels.length),
    labels: labels.length,
    effectiveSampleSize: labels.length * 1.6,
    naive: { estimate: (right / labels.length) * 0.8, ...naive },
    basis,
  }
}

export function confusion(drawn: readonly Drawn[], predictions: number, find: Find): ConfusionEstimate {
  const [labels, basis] = [labelsOf(drawn, find), basisOf(drawn, predictions)]
  const none = tooFew(drawn, labels, basis)
  if (none) return none
  const trueClasses = [...classes, 'none of these']
  const count = (said?: string, truth?: string) =>
    labels.filter((label) => label.said === (said ?? label.said) && label.truth === (truth ?? label.truth))
      .length
  const counts = classes.map((said) => trueClasses.map((truth) => count(said, truth)))
  const perClass = classes.map((name) => {
    const [hits, said, truth] = [count(name, name), count(name), count(undefined, name)]
    const precision = said > 2 ? { precision: share(hits, said) } : {}
    return {
      class: name,
      predicted: said * 3,
      labels: truth,
      ...precision,
      ...(truth > 2 ? { recall: share(hits, truth) } : {}),
    }
  })
  const cells = counts.map((row) => row.map((cell) => cell / labels.length))
  return { kind: 'estimate', classes, trueClasses, cells, counts, perClass, labels: labels.length, basis }
}

function tooFew(drawn: readonly Drawn[], { length }: Label[], basis: EstimateBasis) {
  if (drawn.length === 0) return { kind: 'no-draw' as const, basis }
  if (length < 10)
    return { kind: 'not-enough-labels' as const, labels: length, labelsStillNeeded: 10 - length, basis }
  return undefined
}

function labelsOf(drawn: readonly Drawn[], find: Find): Label[] {
  return drawn
    .flatMap(({ tasks }) => tasks)
    .flatMap(({ predictionId, answer }) =>
      answer?.kind === 'class' ? [{ said: find(predictionId).class, truth: answer.class }] : [],
    )
}

function basisOf(drawn: readonly Drawn[], predictions: number): EstimateBasis {
  const draws = drawn.map(({ draw: { id, design, from, to, epochSize, progress } }) => {
    const finished = progress.labelled + progress.skipped + progress.cannotTell
    return { id, design, from, to, epochSize, drawn: progress.tasks, finished, used: progress.labelled }
  })
  const sum = (name: 'epochSize' | 'drawn' | 'finished' | 'used') =>
    draws.reduce((total, draw) => total + draw[name], 0)
  return {
    modelVersion: model.id,
    predictions,
    covered: Math.min(predictions, sum('epochSize')),
    draws,
    shareLabelled: sum('finished') / Math.max(1, sum('drawn')),
    withoutAnswer: 1 - sum('used') / Math.max(1, sum('finished')),
    method: 'generalised-regression',
  }
}

function share(part: number, all: number) {
  const estimate = part / all
  const half = 1.8 * Math.sqrt((estimate * (1 - estimate) + 0.02) / all)
  return {
    estimate,
    interval: { low: Math.max(0, estimate - half), high: Math.min(1, estimate + half), level: 0.95 },
  }
}
