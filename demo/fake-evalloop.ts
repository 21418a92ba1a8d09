import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { api } from '#contract/api.ts'
import type { Feedback } from '#contract/capture.ts'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { AnnotationRequest, Answer, Task } from '#contract/label.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import type { DrawRequest } from '#contract/sample.ts'

/** Test double of the server: enough of the API, in memory, for one demo. It labels the first of the interval. */
export type FakeEvalloop = Readonly<{
  url: string
  predictions: PredictionAnswer[]
  feedback: Map<string, Feedback>
  answers: Map<string, Answer>
  close(): Promise<void>
}>

export type FakeSettings = Readonly<{
  classes: readonly string[]
  /** Of every `busyEvery` requests, the first is answered 503. */
  busyEvery?: number
  /** Reads of the index that still lack the last prediction. */
  lateReads?: number
  /** Of every so many photos, the first cannot be kept. */
  uncapturedEvery?: number
  estimate?: { estimate: number; low: number; high: number }
  /** Answers 401 wherever a server with a token would. */
  asksForToken?: boolean
  beforeAnswer?: (method: string, path: string) => void
}>

type Reply = Readonly<{ status: number; body: unknown }>

export async function startFakeEvalloop(settings: FakeSettings): Promise<FakeEvalloop> {
  const fake = new Fake(settings)
  const server = createServer(async (request, response) => {
    const { status, body } = await fake.reply(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    predictions: fake.predictions,
    feedback: fake.feedback,
    answers: fake.answers,
    close: () => close(server),
  }
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((closed) => server.close(() => closed()))
}

class Fake {
  readonly predictions: PredictionAnswer[] = []
  readonly feedback = new Map<string, Feedback>()
  readonly answers = new Map<string, Answer>()
  readonly #settings: FakeSettings
  #requests = 0
  #lateReads: number
  #tasks: Task[] = []

  constructor(settings: FakeSettings) {
    this.#settings = settings
    this.#lateReads = settings.lateReads ?? 0
  }

  async reply(request: IncomingMessage): Promise<Reply> {
    const method = request.method ?? 'GET'
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    this.#settings.beforeAnswer?.(method, path)
    const body = await text(request)
    const { busyEvery } = this.#settings
    if (busyEvery !== undefined && this.#requests++ % busyEvery === 0) return problem(503, 'MODEL_BUSY')
    if (this.#settings.asksForToken && path === api.draws) return problem(401, 'UNAUTHORISED')
    return this.#route(`${method} ${path}`, body)
  }

  #route(call: string, body: string): Reply {
    const [id = ''] = /[0-9a-f-]{36}/.exec(call) ?? []
    const routes: Record<string, () => unknown> = {
      [`GET ${api.servingModel}`]: () => ({ id: 'food11@000000000000', classes: this.#settings.classes }),
      [`POST ${api.predictions}`]: () => this.#predict(),
      [`POST ${api.predictionFeedback(id)}`]: () => this.#say(id, JSON.parse(body)),
      [`GET ${api.predictionFacets}`]: () => this.#facets(),
      [`GET ${api.draws}`]: () => ({ draws: [] }),
      [`POST ${api.draws}`]: () => this.#draw(JSON.parse(body)),
      [`POST ${api.drawLeases(id)}`]: () => this.#lease(),
      [`PUT ${api.taskAnnotation(id)}`]: () => this.#annotate(id, JSON.parse(body)),
      [`GET ${api.accuracy}`]: () => this.#accuracy(),
    }
    const route = routes[call]
    return route === undefined ? problem(404, 'NOT_FOUND') : { status: 200, body: route() }
  }

  /** The model knows one class only, so that some answers are right and most are wrong. */
  #predict(): PredictionAnswer {
    const number = this.predictions.length
    const [first = ''] = this.#settings.classes
    const { uncapturedEvery } = this.#settings
    const prediction: PredictionAnswer = {
      id: fakeId(number),
      class: first,
      classIndex: 0,
      confidence: 0.9,
      probabilities: [{ class: first, probability: 0.9 }],
      modelVersion: 'food11@000000000000',
      answeredAt: new Date(Date.UTC(2026, 0, 31) + number).toISOString(),
      bucket: 'production',
      objectKey: `class_00/${fakeId(number)}.jpeg`,
      mediaType: 'image/jpeg',
      bytes: 1,
      width: 1,
      height: 1,
      captured: uncapturedEvery === undefined || number % uncapturedEvery !== 0,
    }
    this.predictions.push(prediction)
    return prediction
  }

  #say(id: string, feedback: Feedback) {
    this.feedback.set(id, feedback)
    return { flagged: feedback.kind === 'flag' }
  }

  #facets() {
    const said = [...this.feedback.values()]
    const count = (kind: string) => said.filter((feedback) => feedback.kind === kind).length
    const total = this.predictions.filter(({ captured }) => captured).length
    const late = this.#lateReads-- > 0 ? 1 : 0
    return { total: total - late, flagged: count('flag'), corrected: count('correct') }
  }

  #draw({ from, to, budget }: DrawRequest) {
    const epoch = this.predictions.filter(
      ({ answeredAt, captured }) => captured && from <= answeredAt && answeredAt < to,
    )
    this.#tasks = epoch.slice(0, budget).map((prediction, position) => ({
      id: fakeId(1_000_000 + position),
      drawId: fakeId(2_000_000),
      predictionId: prediction.id,
      position,
      imageUrl: api.predictionImage(prediction.id),
      width: 1,
      height: 1,
    }))
    return {
      id: fakeId(2_000_000),
      epochSize: epoch.length,
      frameSize: epoch.length,
      progress: this.#progress(),
    }
  }

  #progress() {
    const waiting = this.#tasks.filter(({ id }) => !this.answers.has(id)).length
    return { tasks: this.#tasks.length, waiting, leased: 0 }
  }

  #lease() {
    const open = this.#tasks.filter(({ id }) => !this.answers.has(id))
    return { tasks: open.slice(0, 20), leaseSeconds: 300, progress: this.#progress() }
  }

  #annotate(id: string, { answer }: AnnotationRequest) {
    this.answers.set(id, answer)
    return { task: this.#tasks.find((task) => task.id === id), progress: this.#progress() }
  }

  #accuracy(): Partial<AccuracyEstimate> {
    const given = this.#settings.estimate
    if (given === undefined) return { kind: 'not-enough-labels', labels: 3, labelsStillNeeded: 7 }
    const { estimate, low, high } = given
    const naive = { estimate, right: 1, labels: 2, biased: true, why: 'Because.' } as const
    return {
      kind: 'estimate',
      estimate,
      interval: { low, high, level: 0.95 },
      labels: this.answers.size,
      naive,
    }
  }
}

function fakeId(number: number): string {
  return `01900000-0000-7000-8000-${String(number).padStart(12, '0')}`
}

function problem(status: number, code: string): Reply {
  const body = { title: 'It did not work.', status, code, remedy: 'Try again.', retry: status === 503 }
  return { status, body }
}
