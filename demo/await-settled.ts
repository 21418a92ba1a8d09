import { api } from '#contract/api.ts'
import type { PredictionFacets } from '#contract/capture.ts'
import type { Clock } from './demo-event.ts'
import { DemoStopped } from './demo-stopped.ts'
import type { EvalloopClient, Pause } from './evalloop-client.ts'
import type { PlayedPrediction } from './play-traffic.ts'

/** `[from, to)`, as the API takes it. */
export type DataInterval = Readonly<{ from: string; to: string }>

/** Predictions of one model version in an interval. */
export type DataWindow = DataInterval & Readonly<{ modelVersion: string }>

type Needs = Readonly<{ client: EvalloopClient; pause: Pause; now: Clock }>

const patienceMs = 60_000
const pollMs = 150

/** The shortest interval that holds all these predictions. */
export function intervalOf(played: readonly PlayedPrediction[]): DataInterval {
  const times = played.map(({ answeredAt }) => Date.parse(answeredAt))
  return { from: instant(Math.min(...times)), to: instant(Math.max(...times) + 1) }
}

const instant = (milliseconds: number) => new Date(milliseconds).toISOString()

/**
 * Waits until the index knows all predictions and all feedback: a draw would freeze its frame without the late ones.
 * @throws DemoStopped `stuck` after a minute
 */
export async function awaitSettled(
  played: readonly PlayedPrediction[],
  window: DataWindow,
  { client, pause, now }: Needs,
): Promise<void> {
  const wanted = countsOf(played)
  const giveUpAt = now() + patienceMs
  for (;;) {
    const facets = await client.get<PredictionFacets>(api.predictionFacets, window)
    const missing = wanted.total - facets.total
    if (missing <= 0 && facets.flagged >= wanted.flagged && facets.corrected >= wanted.corrected) return
    if (now() > giveUpAt) throw stuck(missing)
    await pause(pollMs)
  }
}

function countsOf(played: readonly PlayedPrediction[]) {
  const count = (kind: string) => played.filter(({ feedback }) => feedback?.kind === kind).length
  const total = played.filter(({ captured }) => captured).length
  return { total, flagged: count('flag'), corrected: count('correct') }
}

function stuck(missing: number): DemoStopped {
  const what = missing > 0 ? `${missing} predictions` : 'some feedback'
  return new DemoStopped(
    'stuck',
    `After a minute the index still lacks ${what}. Look at /health/ready for the part that is away.`,
  )
}
