import type { Static } from 'typebox'
import type { Problem } from '#contract/errors.ts'
import { cancelled, DemoStopped } from './demo-stopped.ts'
import type { Photo } from './photo.ts'

/** Waits; rejects when the signal fires. */
export type Pause = (milliseconds: number) => Promise<void>

export type ClientSettings = Readonly<{
  /** Address of the server, with or without a slash at the end. */
  url: string
  /** The administrator’s token, for servers that ask for one. */
  token?: string | undefined
  signal: AbortSignal
  pause: Pause
}>

type Query = Readonly<Record<string, string | undefined>>
type Request = Readonly<{
  method: string
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}>
type ProblemBody = Static<typeof Problem>

/** Waits in milliseconds before trying again a server that is busy: half a minute in all. */
const busyWaits = [200, 400, 800, 1600, 3000, 5000, 8000, 11_000]
/** The same for a server that does not answer at all: it may be starting again. */
const awayWaits = [200, 500, 1000, 2000]
const requestTimeoutMs = 30_000

/** Speaks to Evalloop as any other program would: over HTTP, with patience. Throws DemoStopped. */
export class EvalloopClient {
  readonly #settings: ClientSettings

  constructor(settings: ClientSettings) {
    this.#settings = settings
  }

  get<Answer>(path: string, query: Query = {}): Promise<Answer> {
    return this.#answer({ method: 'GET', path: path + search(query) })
  }

  post<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#answer({ method: 'POST', path, ...json(body) })
  }

  put<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#answer({ method: 'PUT', path, ...json(body) })
  }

  postImage<Answer>(path: string, { bytes, mediaType }: Photo): Promise<Answer> {
    return this.#answer({ method: 'POST', path, headers: { 'content-type': mediaType }, body: bytes })
  }

  async #answer<Answer>(request: Request): Promise<Answer> {
    const response = await this.#patiently(request)
    if (response.ok) return (await response.json()) as Answer
    throw refusal(request, response.status, await problemIn(response))
  }

  /** Tries again while the server is away or busy. Any other answer is handed back. */
  async #patiently(request: Request): Promise<Response> {
    const away = [...awayWaits]
    const busy = [...busyWaits]
    for (;;) {
      const response = await this.#send(request)
      const waits = response instanceof Error ? away : busy
      if (!(response instanceof Error) && response.status !== 503) return response
      const wait = waits.shift()
      if (wait !== undefined) await this.#settings.pause(wait)
      else if (response instanceof Error) throw serverAway(this.#settings.url, response)
      else return response
    }
  }

  async #send({ method, path, headers, body }: Request): Promise<Response | Error> {
    const { url, token, signal } = this.#settings
    if (signal.aborted) throw cancelled(signal.reason)
    const authorisation = token === undefined ? {} : { authorization: `Bearer ${token}` }
    try {
      return await fetch(new URL(path, url), {
        method,
        headers: { accept: 'application/json', ...authorisation, ...headers },
        ...(body === undefined ? {} : { body }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]),
      })
    } catch (error) {
      if (signal.aborted) throw cancelled(error)
      return error instanceof Error ? error : new Error(String(error))
    }
  }
}

function json(body: unknown) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function search(query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

async function problemIn(response: Response): Promise<ProblemBody | undefined> {
  const body: unknown = await response.json().catch(() => undefined)
  return typeof body === 'object' && body !== null && 'title' in body ? (body as ProblemBody) : undefined
}

function refusal({ method, path }: Request, status: number, problem: ProblemBody | undefined): DemoStopped {
  const what = problem
    ? [problem.title, problem.detail, problem.remedy].filter((text) => text !== undefined).join(' ')
    : 'The answer does not look like Evalloop’s.'
  const known = problem === undefined ? {} : { code: problem.code, cause: problem }
  return new DemoStopped('refused', `${method} ${path} was refused (${status}). ${what}`, known)
}

function serverAway(url: string, cause: Error): DemoStopped {
  return new DemoStopped('server-away', `Evalloop does not answer at ${url}: start it with \`npm start\`.`, {
    cause,
  })
}
