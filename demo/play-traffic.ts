import { api } from '#contract/api.ts'
import type { Feedback, FeedbackState } from '#contract/capture.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import { atOnce } from './at-once.ts'
import { type Clock, progress, type Report } from './demo-event.ts'
import type { EvalloopClient } from './evalloop-client.ts'
import type { FoodIcon } from './food-icon.ts'
import { foodPhoto } from './food-traffic.ts'
import { randomFor } from './random.ts'
import { visitorFeedback } from './visitor.ts'

/** One photo that was sent: what the model said, and what it really shows. */
export type PlayedPrediction = Readonly<{
  id: string
  modelVersion: string
  answeredAt: string
  captured: boolean
  predicted: string
  truth: string
  feedback: Feedback | undefined
}>

export type TrafficNeeds = Readonly<{
  client: EvalloopClient
  icons: ReadonlyMap<string, readonly FoodIcon[]>
  classes: readonly string[]
  seed: number
  predictions: number
  report: Report
  now: Clock
}>

/** Photos on their way at the same time. */
const concurrency = 4

/** Sends the photos, and what their visitors say about the answers. In the order of answers, not of photos. */
export async function playTraffic(needs: TrafficNeeds): Promise<PlayedPrediction[]> {
  const step = progress('traffic', 'predictions', needs.report, needs.now)
  const played: PlayedPrediction[] = []
  await atOnce(needs.predictions, concurrency, async (number) => {
    played.push(await playOne(number, needs))
    step(played.length, needs.predictions)
  })
  return played
}

async function playOne(number: number, needs: TrafficNeeds): Promise<PlayedPrediction> {
  const { client, classes, seed } = needs
  const photo = await foodPhoto(needs.icons, seed, number)
  const answer = await client.postImage<PredictionAnswer>(api.predictions, photo)
  const { id, modelVersion, answeredAt, captured, class: predicted } = answer
  const wish = visitorFeedback({ truth: photo.class, predicted, classes }, randomFor(seed, 'visitor', number))
  const feedback = captured ? wish : undefined
  if (feedback) await client.post<FeedbackState>(api.predictionFeedback(id), feedback)
  return { id, modelVersion, answeredAt, captured, predicted, truth: photo.class, feedback }
}
