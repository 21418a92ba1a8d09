import type { FeedbackState, PredictionDetail, PredictionFacets, PredictionPage } from '#contract/capture.ts'
import type { Problem } from '#contract/errors.ts'
import type {
  AccuracyEstimate,
  AccuracyHistory,
  ConfusionEstimate,
  EstimateBasis,
} from '#contract/evaluate.ts'
import type { AnnotationResult, Lease } from '#contract/label.ts'
import type { BucketList, ObjectPage, ObjectTags } from '#contract/objects.ts'
import type { Overview } from '#contract/overview.ts'
import type { ModelVersionList } from '#contract/registry.ts'
import type { Draw, DrawMemberPage, DrawPage, DrawPreview, DrawRequest } from '#contract/sample.ts'
import { picture } from './picture.ts'
import {
  answerTask,
  classes,
  countTasks,
  type Drawn,
  makeDraw,
  makePredictions,
  model,
  truthOf,
} from './seed.ts'

type Ask = { query: URLSearchParams; body: Record<string, unknown>; part: (index: number) => string }
type Route = readonly [method: string, path: RegExp, answer: (ask: Ask) => unknown]

class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(code)
    this.status = status
    this.code = code
  }
}

/** The API as the contract describes it, from memory: enough to build and look at pages, no more. */
export function mockServer(size = 1500): (request: Request) => Promise<Response | undefined> {
  const predictions = makePredictions(size, 20)
  const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]))
  const draws: Drawn[] = []
  const at = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString()
  const make = (request: DrawRequest, now: number) => {
    const drawn = makeDraw(request, predictions, now)
    for (const member of drawn.members) {
      const prediction = byId.get(member.predictionId)
      prediction?.history.push({
        at: drawn.draw.drawnAt,
        kind: 'drawn',
        text: 'Chosen for labelling.',
        drawId: drawn.draw.id,
        inclusionProbability: member.inclusionProbability,
      })
    }
    draws.unshift(drawn)
    return drawn
  }
  for (const [from, to, share] of size === 0
    ? []
    : ([
        [20, 14, 1],
        [14, 8, 1],
        [8, 3, 1],
        [3, 1, 0.4],
      ] as const)) {
    const drawn = make({ from: at(from), to: at(to), budget: 90 }, Date.now() - to * 86_400_000)
    for (const task of drawn.tasks.slice(0, drawn.tasks.length * share)) {
      const prediction = byId.get(task.predictionId)
      if (prediction)
        answerTask(
          drawn,
          task,
          task.position % 31 === 30 ? { kind: 'cannot-tell' } : { kind: 'class', class: truthOf(prediction) },
          prediction,
        )
    }
    countTasks(drawn)
  }

  const found = (id: string) => byId.get(id) ?? refuse(404, 'PREDICTION_MISSING')
  const drawOf = (id: string) => draws.find(({ draw }) => draw.id === id) ?? refuse(404, 'DRAW_MISSING')
  const taskOf = (id: string) => {
    const drawn =
      draws.find(({ tasks }) => tasks.some((task) => task.id === id)) ?? refuse(404, 'TASK_MISSING')
    return { drawn, task: drawn.tasks.find((task) => task.id === id) ?? refuse(404, 'TASK_MISSING') }
  }
  const within = (query: URLSearchParams, answeredAt: string) =>
    answeredAt >= (query.get('from') ?? '') && answeredAt < (query.get('to') ?? '9')
  const select = (query: URLSearchParams, but?: string) =>
    predictions.filter((row) => {
      const is = (name: string, value: unknown) =>
        name === but || !query.has(name) || query.get(name) === String(value)
      const bounded =
        but === 'confidence' ||
        (row.confidence >= Number(query.get('minConfidence') ?? 0) &&
          row.confidence <= Number(query.get('maxConfidence') ?? 1))
      return (
        within(query, row.answeredAt) &&
        bounded &&
        is('class', row.class) &&
        is('labelClass', row.label?.class) &&
        is('flagged', row.flagged) &&
        is('corrected', row.correctedClass !== undefined) &&
        is('labelled', row.label !== undefined) &&
        is('modelVersion', row.modelVersion)
      )
    })
  const page = <T>(rows: readonly T[], query: URLSearchParams): [T[], { nextCursor?: string }] => {
    const start = Number(query.get('cursor') ?? 0)
    const end = start + Number(query.get('limit') ?? 50)
    return [rows.slice(start, end), end < rows.length ? { nextCursor: String(end) } : {}]
  }

  const used = (chosen: readonly Drawn[]) =>
    chosen.flatMap(({ tasks }) =>
      tasks.flatMap(({ predictionId, answer }) =>
        answer?.kind === 'class' ? [{ row: found(predictionId), truth: answer.class }] : [],
      ),
    )
  const basisOf = (chosen: readonly Drawn[], query: URLSearchParams): EstimateBasis => {
    const tasks = chosen.flatMap((drawn) => drawn.tasks)
    const finished = tasks.filter(({ answer }) => answer)
    return {
      modelVersion: model.id,
      predictions: predictions.filter(({ answeredAt }) => within(query, answeredAt)).length,
      covered: chosen.reduce((sum, { draw }) => sum + draw.epochSize, 0),
      draws: chosen.map(({ draw, tasks: own }) => ({
        id: draw.id,
        design: draw.design,
        from: draw.from,
        to: draw.to,
        epochSize: draw.epochSize,
        drawn: own.length,
        finished: own.filter(({ answer }) => answer).length,
        used: draw.progress.labelled,
      })),
      shareLabelled: finished.length / Math.max(1, tasks.length),
      withoutAnswer:
        finished.filter(({ answer }) => answer?.kind === 'skip' || answer?.kind === 'cannot-tell').length /
        Math.max(1, finished.length),
      method: 'generalised-regression',
    }
  }
  const covering = (query: URLSearchParams) =>
    draws.filter(
      ({ draw }) =>
        draw.state !== 'withdrawn' &&
        draw.to > (query.get('from') ?? '') &&
        draw.from < (query.get('to') ?? '9'),
    )
  const accuracy = (chosen: readonly Drawn[], query: URLSearchParams): AccuracyEstimate => {
    const basis = basisOf(chosen, query)
    if (chosen.length === 0) return { kind: 'no-draw', basis }
    const [labels, right] = [
      used(chosen),
      used(chosen).filter(({ row, truth }) => row.class === truth).length,
    ]
    const n = labels.length
    if (n < 10) return { kind: 'not-enough-labels', labels: n, labelsStillNeeded: 10 - n, basis }
    const estimate = right / n
    const half = 1.7 * Math.sqrt((estimate * (1 - estimate)) / n)
    const naive = {
      estimate: estimate * 0.78,
      right: Math.round(right * 0.78),
      labels: n,
      biased: true as const,
      why: 'It counts every label alike, but flagged and doubtful predictions were labelled more often.',
    }
    return {
      kind: 'estimate',
      estimate,
      interval: { low: estimate - half, high: Math.min(1, estimate + half), level: 0.95 },
      labels: n,
      effectiveSampleSize: n * 1.6,
      naive,
      basis,
    }
  }
  const history = (query: URLSearchParams): AccuracyHistory => ({
    points: covering(query)
      .toReversed()
      .map((drawn) => ({
        drawId: drawn.draw.id,
        from: drawn.draw.from,
        to: drawn.draw.to,
        accuracy: accuracy([drawn], query),
      })),
  })
  const confusion = (query: URLSearchParams): ConfusionEstimate => {
    const [chosen, labels] = [covering(query), used(covering(query))]
    const basis = basisOf(chosen, query)
    if (chosen.length === 0) return { kind: 'no-draw', basis }
    if (labels.length < 10)
      return {
        kind: 'not-enough-labels',
        labels: labels.length,
        labelsStillNeeded: 10 - labels.length,
        basis,
      }
    const counts = classes.map((said) =>
      [...classes, 'none of these'].map(
        (truth) => labels.filter((label) => label.row.class === said && label.truth === truth).length,
      ),
    )
    const share = (part: number, all: number) => {
      const estimate = part / all
      const half = Math.sqrt((estimate * (1 - estimate) + 0.05) / all)
      return {
        estimate,
        interval: { low: Math.max(0, estimate - half), high: Math.min(1, estimate + half), level: 0.95 },
      }
    }
    const perClass = classes.map((name, index) => {
      const [hits, said, truth] = [
        counts[index]?.[index] ?? 0,
        labels.filter(({ row }) => row.class === name).length,
        labels.filter((label) => label.truth === name).length,
      ]
      return {
        class: name,
        predicted: predictions.filter((row) => row.class === name).length,
        labels: truth,
        ...(said > 2 ? { precision: share(hits, said) } : {}),
        ...(truth > 2 ? { recall: share(hits, truth) } : {}),
      }
    })
    return {
      kind: 'estimate',
      classes,
      trueClasses: [...classes, 'none of these'],
      cells: counts.map((row) => row.map((cell) => cell / labels.length)),
      counts,
      perClass,
      labels: labels.length,
      basis,
    }
  }
  const overview = (query: URLSearchParams): Overview => {
    const rows = predictions.filter(({ answeredAt }) => within(query, answeredAt))
    const [from, to] = [query.get('from') ?? predictions[0]?.answeredAt ?? at(1), query.get('to') ?? at(0)]
    const binSeconds = Math.max(60, Math.ceil((Date.parse(to) - Date.parse(from)) / 1000 / 60))
    const starts = Array.from({ length: 60 }, (_, index) => Date.parse(from) + index * binSeconds * 1000)
    const bins = starts.map((start) => ({
      at: new Date(start).toISOString(),
      count: rows.filter(
        (row) =>
          Date.parse(row.answeredAt) >= start && Date.parse(row.answeredAt) < start + binSeconds * 1000,
      ).length,
    }))
    const open = draws.filter(({ draw }) => draw.state === 'open')
    const progress = { tasks: 0, waiting: 0, leased: 0, labelled: 0, skipped: 0, cannotTell: 0 }
    for (const { draw } of open)
      for (const name of Object.keys(progress) as (keyof typeof progress)[])
        progress[name] += draw.progress[name]
    return {
      from,
      to,
      model,
      volume: { total: rows.length, binSeconds, bins },
      feedback: {
        flagged: rows.filter((row) => row.flagged).length,
        corrected: rows.filter((row) => row.correctedClass).length,
      },
      capture: { state: 'keeping-up', pending: 0, oldestPendingSeconds: 0, dropped: 0 },
      labels: { openDraws: open.map(({ draw }) => draw.id), progress },
      accuracy: accuracy(covering(query), query),
      history: history(query),
    }
  }
  const facets = (query: URLSearchParams): PredictionFacets => {
    const count = (rows: readonly PredictionDetail[], pick: (row: PredictionDetail) => string) =>
      [...Map.groupBy(rows, pick)]
        .map(([value, group]) => ({ value, count: group.length }))
        .toSorted((a, b) => b.count - a.count)
    const confident = select(query, 'confidence')
    return {
      total: select(query).length,
      class: count(select(query, 'class'), (row) => row.class),
      modelVersion: count(select(query, 'modelVersion'), (row) => row.modelVersion),
      confidenceBand: Array.from({ length: 10 }, (_, band) => ({
        from: band / 10,
        to: (band + 1) / 10,
        count: confident.filter(({ confidence }) => confidence >= band / 10 && confidence < (band + 1) / 10)
          .length,
      })),
      flagged: select(query, 'flagged').filter((row) => row.flagged).length,
      corrected: select(query, 'corrected').filter((row) => row.correctedClass).length,
      labelled: select(query, 'labelled').filter((row) => row.label).length,
    }
  }
  const feedback = ({ part, body }: Ask): FeedbackState => {
    const prediction = found(part(1))
    if (body.kind === 'flag' || body.kind === 'unflag') prediction.flagged = body.kind === 'flag'
    if (body.kind === 'correct') prediction.correctedClass = String(body.class)
    if (body.kind === 'uncorrect') delete prediction.correctedClass
    prediction.history.push({ at: at(0), kind: 'flag', text: `A person said: ${String(body.kind)}.` })
    return {
      flagged: prediction.flagged,
      ...(prediction.correctedClass === undefined ? {} : { correctedClass: prediction.correctedClass }),
    }
  }
  const preview = (from: string, to: string): DrawPreview => {
    const epoch = predictions.filter(({ answeredAt }) => answeredAt >= from && answeredAt < to)
    const frame = epoch.filter(({ purpose }) => purpose === 'measure')
    return {
      modelVersion: model.id,
      epochSize: epoch.length,
      frameSize: frame.length,
      flaggedOrCorrected: frame.filter((row) => row.flagged || row.correctedClass).length,
      overlaps: draws
        .filter(({ draw }) => draw.state !== 'withdrawn' && draw.from < to && draw.to > from)
        .map(({ draw }) => draw.id),
    }
  }
  const lease = ({ part, body }: Ask): Lease => {
    const drawn = drawOf(part(1))
    const open = drawn.tasks
      .filter(({ answer, holder }) => !answer && (holder === undefined || holder === body.annotator))
      .slice(0, Number(body.count ?? 6))
    for (const task of open) task.holder = String(body.annotator)
    countTasks(drawn)
    return { tasks: open, leaseSeconds: 60, progress: drawn.draw.progress }
  }
  const annotate = ({ part, body }: Ask): AnnotationResult => {
    const { drawn, task } = taskOf(part(1))
    if (task.holder !== undefined && task.holder !== body.annotator) refuse(409, 'TASK_TAKEN')
    answerTask(drawn, task, body.answer as NonNullable<typeof task.answer>, byId.get(task.predictionId))
    return { task, progress: drawn.draw.progress }
  }
  const takeBack = ({ part, body }: Ask): AnnotationResult => {
    const { drawn, task } = taskOf(part(1))
    delete task.answer
    delete byId.get(task.predictionId)?.label
    task.holder = String(body.annotator)
    countTasks(drawn)
    return { task, progress: drawn.draw.progress }
  }
  const listObjects = ({ query, part }: Ask): ObjectPage => {
    const prefix = query.get('prefix') ?? ''
    if (part(1) !== 'production') return { folders: [], objects: [] }
    if (prefix === '')
      return {
        folders: [...new Set(predictions.map(({ objectKey }) => `${objectKey.split('/')[0]}/`))].toSorted(),
        objects: [],
      }
    const [rows, next] = page(
      predictions.filter(({ objectKey }) => objectKey.startsWith(prefix)),
      query,
    )
    return {
      folders: [],
      objects: rows.map((row) => ({
        key: row.objectKey,
        bytes: row.bytes,
        mediaType: row.mediaType,
        modifiedAt: row.answeredAt,
      })),
      ...next,
    }
  }
  const keyed = (key: string) =>
    predictions.find(({ objectKey }) => objectKey === key) ?? refuse(404, 'OBJECT_MISSING')
  const draw = (row: PredictionDetail) =>
    new Response(picture(row.id, row.class), {
      headers: { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=31536000, immutable' },
    })

  const routes: Route[] = [
    ['GET', /^\/api\/v1\/overview$/, ({ query }) => overview(query)],
    ['GET', /^\/api\/v1\/model-versions\/serving$/, () => model],
    ['GET', /^\/api\/v1\/model-versions$/, (): ModelVersionList => ({ modelVersions: [model] })],
    ['GET', /^\/api\/v1\/predictions\/facets$/, ({ query }) => facets(query)],
    ['GET', /^\/api\/v1\/predictions\/([^/]+)\/(?:image|thumbnail)$/, ({ part }) => draw(found(part(1)))],
    ['POST', /^\/api\/v1\/predictions\/([^/]+)\/feedback$/, feedback],
    ['GET', /^\/api\/v1\/predictions\/([^/]+)$/, ({ part }): PredictionDetail => found(part(1))],
    [
      'GET',
      /^\/api\/v1\/predictions$/,
      ({ query }): PredictionPage => {
        const rows = select(query)
        const [shown, next] = page(query.get('order') === 'oldest' ? rows : rows.toReversed(), query)
        return { predictions: shown, ...next }
      },
    ],
    [
      'GET',
      /^\/api\/v1\/draws\/preview$/,
      ({ query }) => preview(query.get('from') ?? '', query.get('to') ?? '9'),
    ],
    [
      'GET',
      /^\/api\/v1\/draws$/,
      ({ query }): DrawPage => {
        const [rows, next] = page(
          draws.filter(({ draw: { state } }) => state === (query.get('state') ?? state)),
          query,
        )
        return { draws: rows.map((drawn) => drawn.draw), ...next }
      },
    ],
    [
      'POST',
      /^\/api\/v1\/draws$/,
      ({ body }): Draw => {
        const { overlaps, frameSize } = preview(String(body.from), String(body.to))
        if (overlaps.length > 0) refuse(409, 'DRAW_OVERLAPS')
        if (frameSize === 0) refuse(409, 'DRAW_EMPTY')
        return make(body as DrawRequest, Date.now()).draw
      },
    ],
    [
      'GET',
      /^\/api\/v1\/draws\/([^/]+)\/members$/,
      ({ query, part }): DrawMemberPage => {
        const [members, next] = page(drawOf(part(1)).members, query)
        return { members, ...next }
      },
    ],
    ['POST', /^\/api\/v1\/draws\/([^/]+)\/leases$/, lease],
    [
      'DELETE',
      /^\/api\/v1\/draws\/([^/]+)\/leases$/,
      ({ part, body }) => {
        for (const task of drawOf(part(1)).tasks) if (task.holder === body.annotator) delete task.holder
        countTasks(drawOf(part(1)))
      },
    ],
    ['GET', /^\/api\/v1\/draws\/([^/]+)$/, ({ part }): Draw => drawOf(part(1)).draw],
    [
      'DELETE',
      /^\/api\/v1\/draws\/([^/]+)$/,
      ({ part }): Draw => Object.assign(drawOf(part(1)).draw, { state: 'withdrawn' as const }),
    ],
    ['PUT', /^\/api\/v1\/tasks\/([^/]+)\/annotation$/, annotate],
    ['DELETE', /^\/api\/v1\/tasks\/([^/]+)\/annotation$/, takeBack],
    ['GET', /^\/api\/v1\/estimates\/accuracy\/history$/, ({ query }) => history(query)],
    ['GET', /^\/api\/v1\/estimates\/accuracy$/, ({ query }) => accuracy(covering(query), query)],
    ['GET', /^\/api\/v1\/estimates\/confusion$/, ({ query }) => confusion(query)],
    [
      'GET',
      /^\/api\/v1\/objects$/,
      (): BucketList => ({
        buckets: [
          ['production', 'Every image that was served, under its predicted class.'],
          ['production-label-wait', 'Chosen for labelling.'],
          ['production-noisy', 'For training.'],
          ['production-clean', 'For evaluation.'],
        ].map(([name = '', purpose = '']) => ({ name, purpose })),
      }),
    ],
    ['GET', /^\/api\/v1\/objects\/[^/]+\/content\/(.+)$/, ({ part }) => draw(keyed(part(1)))],
    [
      'GET',
      /^\/api\/v1\/objects\/[^/]+\/tags\/(.+)$/,
      ({ part }): ObjectTags => ({ tags: keyed(part(1)).tags }),
    ],
    ['GET', /^\/api\/v1\/objects\/([^/]+)$/, listObjects],
  ]

  return async (request) => {
    const { pathname, searchParams } = new URL(request.url)
    if (!pathname.startsWith('/api/')) return undefined
    try {
      for (const [method, path, answer] of routes) {
        const match = path.exec(pathname)
        if (!match || method !== request.method) continue
        const text = await request.text()
        const given = answer({
          query: searchParams,
          body: text === '' ? {} : JSON.parse(text),
          part: (index) => decodeURIComponent(match[index] ?? ''),
        })
        if (given instanceof Response) return given
        return given === undefined ? new Response(null, { status: 204 }) : Response.json(given)
      }
      return problem(404, 'NOT_FOUND')
    } catch (error) {
      return error instanceof Refusal ? problem(error.status, error.code) : problem(500, 'INTERNAL')
    }
  }
}

function refuse(status: number, code: string): never {
  throw new Refusal(status, code)
}

function problem(status: number, code: string): Response {
  const body: Problem = {
    type: 'about:blank',
    title: `The mock server answers ${code}.`,
    status,
    code,
    remedy: 'This is the mock server: the real one explains itself.',
    retry: false,
    requestId: 'mock',
  }
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } })
}
