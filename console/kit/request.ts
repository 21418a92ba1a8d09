import type { Problem } from '#contract/errors.ts'
import { isProblem, ProblemError, serverAway } from './problem.ts'

export type Query = Readonly<Record<string, string | number | boolean | undefined>>

/** `path?a=1`: leaves out what is undefined. */
function address(path: string, query: Query = {}): string {
  const entries = Object.entries(query).filter((entry) => entry[1] !== undefined)
  if (entries.length === 0) return path
  return `${path}?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)]))}`
}

/** @throws ProblemError for every failure, except an abort. */
export function getJson<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return request<T>(address(path, query), signal ? { signal } : {})
}

/** @throws ProblemError for every failure, except an abort. */
export function sendJson<T>(
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
) {
  const init: RequestInit = { method, ...(signal ? { signal } : {}) }
  if (body === undefined) return request<T>(path, init)
  return request<T>(path, {
    ...init,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

async function request<T>(url: string, init: RequestInit): Promise<T> {
  const response = await reach(url, init)
  if (response.status === 204) return undefined as T
  const body = await readBody(response)
  if (response.ok) return body as T
  throw new ProblemError(isProblem(body) ? body : strangeAnswer(response))
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ProblemError(serverAway, cause)
  }
}

async function readBody(response: Response): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw new ProblemError(strangeAnswer(response), cause)
  }
}

/** Something between browser and server answered: no problem body of ours. */
function strangeAnswer(response: Response): Problem {
  return {
    ...serverAway,
    title: `The answer (HTTP ${response.status}) is not one that Evalloop gives.`,
    status: response.status,
    code: 'ANSWER_STRANGE',
    remedy: 'Look at what stands between browser and server: a proxy, or another program on this port.',
  }
}
