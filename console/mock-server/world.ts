import type { PredictionDetail, PredictionFacets } from '#contract/capture.ts'
import type { AccuracyHistory } from '#contract/evaluate.ts'
import type { Overview } from '#contract/overview.ts'
import type { DrawPreview, DrawRequest } from '#contract/sample.ts'
import { answerTask, type Drawn, makeDraw } from './drawing.ts'
import { accuracy } from './estimates.ts'
import { dayMs, makePredictions, model, truthOf } from './seed.ts'

export class Refusal extends Error {
  readonly status: number

  constructor(status: number, code: string) {
    super(code)
    this.status = status
  }
}

/** In-memory stand-in for database and store: twenty days of predictions, three labelled draws and one begun. */
export class World {
  readonly predictions: PredictionDetail[]
  readonly draws: Drawn[] = []

  constructor(size: number) {
    this.predictions = makePredictions(size, 20)
    const at = (daysAgo: number) => new Date(Date.now() - daysAgo * dayMs).toISOString()
    if (size === 0) return
    for (const [from, to, part] of [
      [20, 14, 1],
      [14, 8, 1],
      [8, 3, 1],
      [3, 1, 0.4],
    ] as const) {
      const drawn = this.draw({ from: at(from), to: at(to), budget: 90 }, Date.now() - to * dayMs)
      for (const task of drawn.tasks.slice(0, drawn.tasks.length * part)) {
        const prediction = this.find(task.predictionId)
        answerTask(drawn, task, { kind: 'class', class: truthOf(prediction) }, prediction)
      }
    }
  }

  readonly find = (id: string) =>
    this.predictions.find((row) => row.id === id) ?? refuse(404, 'PREDICTION_MISSING')
  readonly drawn = (id: string) =>
    this.draws.find(({ draw }) => draw.id === id) ?? refuse(404, 'DRAW_MISSING')

  task(id: string) {
    const drawn =
      this.draws.find(({ tasks }) => tasks.some((task) => task.id === id)) ?? refuse(404, 'TASK_MISSING')
    return { drawn, task: drawn.tasks.find((task) => task.id === id) ?? refuse(404, 'TASK_MISSING') }
  }

  draw(request: DrawRequest, now = Date.now()): Drawn {
    const { overlaps, frameSize } = this.preview(request.from, request.to)
    if (overlaps.length > 0) refuse(409, 'DRAW_OVERLAPS')
    if (frameSize === 0) refuse(409, 'DRAW_EMPTY')
    const drawn = makeDraw(request, this.predictions, now)
    const { id: drawId, drawnAt: at } = drawn.draw
    for (const { predictionId, inclusionProbability } of drawn.members)
      this.find(predictionId).history.push({
        at,
        kind: 'drawn',
        text: 'A draw chose it.',
        drawId,
        inclusionProbability,
      })
    this.draws.unshift(drawn)
    return drawn
  }

  preview(from: string, to: string): DrawPreview {
    const epoch = this.predictions.filter(({ answeredAt }) => answeredAt >= from && answeredAt < to)
    const frame = epoch.filter(({ purpose }) => purpose === 'measure')
    const overlaps = this.covering(new URLSearchParams({ from, to })).map(({ draw }) => draw.id)
    const flaggedOrCorrected = frame.filter(({ flagged }) => flagged).length
    return {
      modelVersion: model.id,
      epochSize: epoch.length,
      frameSize: frame.length,
      flaggedOrCorrected,
      overlaps,
    }
  }

  /** Draws that stand and touch the window. */
  covering(query: URLSearchParams): Drawn[] {
    const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9']
    return this.draws.filter(({ draw }) => draw.state !== 'withdrawn' && draw.to > from && draw.from < to)
  }

  /** Predictions under all filters but one. */
  select(query: URLSearchParams, but?: string): PredictionDetail[] {
    const number = (name: string, fallback: number) =>
      but === 'confidence' ? fallback : Number(query.get(name) ?? fallback)
    const is = (name: string, value: unknown) =>
      name === but || (query.get(name) ?? String(value)) === String(value)
    return this.predictions.filter(
      (row) =>
        row.answeredAt >= (query.get('from') ?? '') &&
        row.answeredAt < (query.get('to') ?? '9') &&
        row.confidence >= number('minConfidence', 0) &&
        row.confidence <= number('maxConfidence', 1) &&
        is('class', row.class) &&
        is('labelClass', row.label?.class) &&
        is('flagged', row.flagged) &&
        is('corrected', row.correctedClass !== undefined) &&
        is('labelled', row.label !== undefined),
    )
  }

  facets(query: URLSearchParams): PredictionFacets {
    const groups = [...Map.groupBy(this.select(query, 'class'), (row) => row.class)]
    const confident = this.select(query, 'confidence')
    const bands = Array.from({ length: 10 }, (_, band) => ({ from: band / 10, to: (band + 1) / 10 }))
    return {
      total: this.select(query).length,
      class: groups.map(([value, rows]) => ({ value, count: rows.length })),
      modelVersion: [{ value: model.id, count: this.select(query).length }],
      confidenceBand: bands.map(({ from, to }) => {
        return {
          from,
          to,
          count: confident.filter(({ confidence }) => confidence >= from && confidence < to).length,
        }
      }),
      flagged: this.select(query, 'flagged').filter((row) => row.flagged).length,
      corrected: this.select(query, 'corrected').filter((row) => row.correctedClass).length,
      labelled: this.select(query, 'labelled').filter((row) => row.label).length,
    }
  }

  history(query: URLSearchParams): AccuracyHistory {
    const points = this.covering(query).map((drawn) => {
      const { id, from, to, epochSize } = drawn.draw
      return { drawId: id, from, to, accuracy: accuracy([drawn], epochSize, this.find) }
    })
    return { points: points.toReversed() }
  }

  overview(query: URLSearchParams): Overview {
    const rows = this.select(query)
    const [from, to] = [
      query.get('from') ?? rows[0]?.answeredAt ?? '2026-01-01',
      query.get('to') ?? new Date().toISOString(),
    ]
    const width = Math.max(60_000, (Date.parse(to) - Date.parse(from)) / 50)
    const bins = Map.groupBy(rows, ({ answeredAt }) =>
      Math.floor((Date.parse(answeredAt) - Date.parse(from)) / width),
    )
    const open = this.draws.filter(({ draw }) => draw.state === 'open')
    const [first] = open
    return {
      from,
      to,
      model,
      volume: {
        total: rows.length,
        binSeconds: Math.round(width / 1000),
        bins: [...bins].map(([bin, { length }]) => ({
          at: new Date(Date.parse(from) + bin * width).toISOString(),
          count: length,
        })),
      },
      feedback: {
        flagged: rows.filter((row) => row.flagged).length,
        corrected: rows.filter((row) => row.correctedClass).length,
      },
      capture: { state: 'keeping-up', pending: 0, oldestPendingSeconds: 0, dropped: 0, setAside: 0 },
      labels: {
        openDraws: open.map(({ draw }) => draw.id),
        progress: first?.draw.progress ?? {
          tasks: 0,
          waiting: 0,
          leased: 0,
          labelled: 0,
          skipped: 0,
          cannotTell: 0,
        },
      },
      accuracy: accuracy(this.covering(query), rows.length, this.find),
      history: this.history(query),
    }
  }
}

export function refuse(status: number, code: string): never {
  throw new Refusal(status, code)
}
