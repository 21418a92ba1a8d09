import { setTimeout as wait } from 'node:timers/promises'
import { api } from '#contract/api.ts'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { ModelVersion } from '#contract/registry.ts'
import type { Draw, DrawPage, DrawRequest } from '#contract/sample.ts'
import { awaitSettled, type DataWindow, intervalOf } from './await-settled.ts'
import type { Clock, Report } from './demo-event.ts'
import { type DemoResult, resultOf } from './demo-result.ts'
import { cancelled, DemoStopped } from './demo-stopped.ts'
import { EvalloopClient, type Pause } from './evalloop-client.ts'
import { readFoodIcons } from './food-icon.ts'
import { playAnnotators } from './play-annotator.ts'
import { type PlayedPrediction, playTraffic } from './play-traffic.ts'

export type DemoSettings = Readonly<{
  /** Address of a running Evalloop. */
  url: string
  /** Photos to send, at least 1. */
  predictions: number
  /** Label budget of the draw, at least 1. */
  labels: number
  /** Whole number; equal seeds send the same photos and the same simulated visitors. */
  seed: number
  /** Simulated people who label at the same time. Default 1. */
  annotators?: number
  /** The administrator’s token, for servers that ask for one. */
  token?: string | undefined
  report: Report
  signal?: AbortSignal
  /** For tests: a clock in milliseconds, and a wait that costs no time. */
  now?: Clock
  pause?: Pause
}>

/**
 * Plays a day of food photos with simulated visitors, has a sample labelled, and compares Evalloop’s estimate with
 * the truth, all through the public HTTP API. Plays again on the same server: every run has an interval of its own.
 * @throws DemoStopped with a sentence for the person who started it
 */
export async function playDemo(settings: DemoSettings): Promise<DemoResult> {
  const { report, seed } = settings
  const { client, now, pause } = connected(settings)
  const say = (text: string) => report({ kind: 'message', text })

  const icons = await readFoodIcons()
  const model = await client.get<ModelVersion>(api.servingModel)
  demandFood(model, [...icons.keys()])
  await client.get<DrawPage>(api.draws, { limit: '1' }) // a missing token is told now, not after the traffic
  say(`${model.id} answers at ${settings.url}. Sending ${settings.predictions} photos of food.`)

  const startedAt = now()
  const { predictions } = settings
  const played = await playTraffic({ client, icons, classes: model.classes, seed, predictions, report, now })
  const seconds = (now() - startedAt) / 1000
  const captured = kept(played, model)

  const interval = intervalOf(captured)
  say('Waiting until the index knows all of them.')
  const window = { ...interval, modelVersion: model.id }
  await awaitSettled(captured, window, { client, pause, now })

  const draw = await client.post<Draw>(api.draws, drawRequest(window, settings))
  say(`Drew ${draw.progress.tasks} of ${draw.epochSize} predictions for labelling.`)
  const truths = new Map(captured.map(({ id, truth }) => [id, truth]))
  const annotators = settings.annotators ?? 1
  const labels = await playAnnotators({ client, draw, truths, annotators, seed, report, pause, now })

  const accuracy = await client.get<AccuracyEstimate>(api.accuracy, window)
  return resultOf({
    url: settings.url,
    seed,
    model,
    played,
    captured,
    seconds,
    interval,
    draw,
    labels,
    accuracy,
  })
}

function connected(settings: DemoSettings) {
  const signal = settings.signal ?? new AbortController().signal
  const pause = settings.pause ?? ((milliseconds) => waitUnless(signal, milliseconds))
  const client = new EvalloopClient({ url: settings.url, token: settings.token, signal, pause })
  return { client, pause, now: settings.now ?? (() => performance.now()) }
}

async function waitUnless(signal: AbortSignal, milliseconds: number): Promise<void> {
  await wait(milliseconds, undefined, { signal }).catch((error: unknown) => {
    throw cancelled(error)
  })
}

function demandFood(model: ModelVersion, wanted: readonly string[]): void {
  const known = new Set(model.classes)
  if (known.size === wanted.length && wanted.every((name) => known.has(name))) return
  throw new DemoStopped(
    'not-food',
    `The demo plays photos of food, and ${model.id} knows other classes (${listed(model.classes)}). ` +
      `Start Evalloop with its starter model, whose classes are ${listed(wanted)}.`,
  )
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 11).join(', ')
  return names.length > 11 ? `${shown}, …` : shown
}

/** What the estimate will speak about: captured, and answered by the model version that served at the start. */
function kept(played: readonly PlayedPrediction[], model: ModelVersion): readonly PlayedPrediction[] {
  const captured = played.filter((prediction) => prediction.captured && prediction.modelVersion === model.id)
  if (captured.length > 0) return captured
  throw new DemoStopped(
    'stuck',
    'The server answered every photo and could keep none of them: look at /health/ready, its disk may be full.',
  )
}

function drawRequest(window: DataWindow, { labels, seed }: DemoSettings): DrawRequest {
  return { ...window, design: 'recommended', budget: labels, seed: `demo-${seed}` }
}
