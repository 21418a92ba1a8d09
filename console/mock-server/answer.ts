import type { FeedbackState, PredictionDetail, PredictionPage } from '#contract/capture.ts'
import type { Problem } from '#contract/errors.ts'
import type { AnnotationResult, Answer, Lease } from '#contract/label.ts'
import type { BucketList, ObjectPage, ObjectTags } from '#contract/objects.ts'
import type { ModelVersionList } from '#contract/registry.ts'
import type { Draw, DrawMemberPage, DrawPage, DrawRequest } from '#contract/sample.ts'
import { answerTask, countTasks } from './drawing.ts'
import { accuracy, confusion } from './estimates.ts'
import { model, picture } from './seed.ts'
import { Refusal, refuse, World } from './world.ts'

type Ask = { query: URLSearchParams; body: Record<string, unknown>; part: string }
type Route = readonly [method: string, path: string, answer: (ask: Ask) => unknown]

/** The API as the contract describes it, from memory: enough to build and look at pages, no more. */
export function mockServer(size = 1500): (request: Request) => Promise<Response | undefined> {
  const routes = routesOf(new World(size)).map(([method, path, answer]) => {
    return {
      method,
      pattern: new RegExp(`^/api/v1/${path.replace('**', '(.+)').replace('*', '([^/]+)')}$`),
      answer,
    }
  })
  return async (request) => {
    const { pathname, searchParams: query } = new URL(request.url)
    if (!pathname.startsWith('/api/')) return undefined
    const text = await request.text()
    try {
      for (const { method, pattern, answer } of routes) {
        const match = pattern.exec(pathname)
        if (!match || method !== request.method) continue
        const given = answer({
          query,
          body: text === '' ? {} : JSON.parse(text),
          part: decodeURIComponent(match[1] ?? ''),
        })
        if (given instanceof Response) return given
        return given === undefined ? new Response(null, { status: 204 }) : Response.json(given)
      }
      return refuse(404, 'NOT_FOUND')
    } catch (error) {
      return problem(error instanceof Refusal ? error : new Refusal(500, String(error)))
    }
  }
}

function routesOf(world: World): Route[] {
  const byKey = (key: string) =>
    world.predictions.find(({ objectKey }) => objectKey === key) ?? refuse(404, 'OBJECT_MISSING')
  return [
    ['GET', 'overview', ({ query }) => world.overview(query)],
    ['GET', 'model-versions', (): ModelVersionList => ({ modelVersions: [model] })],
    ['GET', 'predictions/facets', ({ query }) => world.facets(query)],
    ['GET', 'predictions/*/(?:image|thumbnail)', ({ part }) => drawn(world.find(part))],
    ['POST', 'predictions/*/feedback', ({ part, body }) => feedback(world.find(part), body)],
    ['GET', 'predictions/*', ({ part }): PredictionDetail => world.find(part)],
    [
      'GET',
      'predictions',
      ({ query }): PredictionPage => {
        const rows = world.select(query)
        const { rows: predictions, ...next } = page(
          query.get('order') === 'oldest' ? rows : rows.toReversed(),
          query,
        )
        return { predictions, ...next }
      },
    ],
    ['GET', 'draws/preview', ({ query }) => world.preview(query.get('from') ?? '', query.get('to') ?? '9')],
    [
      'GET',
      'draws',
      ({ query }): DrawPage => {
        const draws = world.draws
          .map(({ draw }) => draw)
          .filter(({ state }) => state === (query.get('state') ?? state))
        const { rows, ...next } = page(draws, query)
        return { draws: rows, ...next }
      },
    ],
    ['POST', 'draws', ({ body }): Draw => world.draw(body as DrawRequest).draw],
    [
      'GET',
      'draws/*/members',
      ({ query, part }): DrawMemberPage => {
        const { rows: members, ...next } = page(world.drawn(part).members, query)
        return { members, ...next }
      },
    ],
    [
      'POST',
      'draws/*/leases',
      ({ part, body }): Lease => {
        const { tasks, ...draw } = world.drawn(part)
        const free = tasks.filter(
          ({ answer, holder }) => !answer && (holder ?? body.annotator) === body.annotator,
        )
        const ours = free.slice(0, Number(body.count ?? 6))
        for (const task of ours) task.holder = String(body.annotator)
        return { tasks: ours, leaseSeconds: 60, progress: countTasks({ tasks, ...draw }) }
      },
    ],
    [
      'DELETE',
      'draws/*/leases',
      ({ part, body }) => {
        for (const task of world.drawn(part).tasks) if (task.holder === body.annotator) delete task.holder
        countTasks(world.drawn(part))
      },
    ],
    ['GET', 'draws/*', ({ part }): Draw => world.drawn(part).draw],
    [
      'DELETE',
      'draws/*',
      ({ part }): Draw => Object.assign(world.drawn(part).draw, { state: 'withdrawn' as const }),
    ],
    [
      'PUT',
      'tasks/*/annotation',
      ({ part, body }): AnnotationResult => {
        const { drawn: of, task } = world.task(part)
        if ((task.holder ?? body.annotator) !== body.annotator) refuse(409, 'TASK_TAKEN')
        answerTask(of, task, body.answer as Answer, world.find(task.predictionId))
        return { task, progress: of.draw.progress }
      },
    ],
    [
      'DELETE',
      'tasks/*/annotation',
      ({ part, body }): AnnotationResult => {
        const { drawn: of, task } = world.task(part)
        delete task.answer
        delete world.find(task.predictionId).label
        task.holder = String(body.annotator)
        return { task, progress: countTasks(of) }
      },
    ],
    ['GET', 'estimates/accuracy/history', ({ query }) => world.history(query)],
    [
      'GET',
      'estimates/accuracy',
      ({ query }) => accuracy(world.covering(query), world.select(query).length, world.find),
    ],
    [
      'GET',
      'estimates/confusion',
      ({ query }) => confusion(world.covering(query), world.select(query).length, world.find),
    ],
    [
      'GET',
      'objects',
      (): BucketList => ({ buckets: [{ name: 'production', purpose: 'Everything that was served.' }] }),
    ],
    ['GET', 'objects/production/content/**', ({ part }) => drawn(byKey(part))],
    ['GET', 'objects/production/tags/**', ({ part }): ObjectTags => ({ tags: byKey(part).tags })],
    [
      'GET',
      'objects/*',
      ({ query }): ObjectPage => {
        const prefix = query.get('prefix') ?? ''
        const inside = world.predictions.filter(({ objectKey }) => objectKey.startsWith(prefix))
        const folders = [...new Set(inside.map(({ objectKey }) => `${objectKey.split('/')[0]}/`))].toSorted()
        if (prefix === '') return { folders, objects: [] }
        const { rows, ...next } = page(inside, query)
        const objects = rows.map(({ objectKey: key, bytes, mediaType, answeredAt: modifiedAt }) => ({
          key,
          bytes,
          mediaType,
          modifiedAt,
        }))
        return { folders: [], objects, ...next }
      },
    ],
  ]
}

function page<T>(all: readonly T[], query: URLSearchParams): { rows: T[]; nextCursor?: string } {
  const start = Number(query.get('cursor') ?? 0)
  const end = start + Number(query.get('limit') ?? 50)
  return { rows: all.slice(start, end), ...(end < all.length ? { nextCursor: String(end) } : {}) }
}

function feedback(
  prediction: PredictionDetail,
  { kind, class: said }: Record<string, unknown>,
): FeedbackState {
  if (kind === 'flag' || kind === 'unflag') prediction.flagged = kind === 'flag'
  if (kind === 'correct') prediction.correctedClass = String(said)
  if (kind === 'uncorrect') delete prediction.correctedClass
  const { flagged, correctedClass } = prediction
  return { flagged, ...(correctedClass === undefined ? {} : { correctedClass }) }
}

function drawn({ id }: PredictionDetail): Response {
  return new Response(picture(id), {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'max-age=86400' },
  })
}

function problem({ status, message: code }: Refusal): Response {
  const title = `The mock server answers ${code}.`
  const remedy = 'This is the mock server: the real one explains itself.'
  const body: Problem = { type: 'about:blank', title, status, code, remedy, retry: false, requestId: 'mock' }
  return Response.json(body, { status, headers: { 'content-type': 'application/problem+json' } })
}
