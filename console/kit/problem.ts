import type { Problem } from '#contract/errors.ts'

/** A request that the server refused, or that never reached it. Always carries a whole problem body. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.title, { cause })
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** Reads any thrown value as a problem: pages show one kind of failure, whatever failed. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const title =
    error instanceof Error && error.message !== '' ? error.message : 'Something went wrong on this page.'
  return { ...pageFault, title }
}

/** Whether what the address names is not there: an id that nothing has, or a word that cannot be an id at all. */
export function isMissing(error: unknown): boolean {
  if (error === null || error === undefined) return false
  const { status, errors = [] } = problemOf(error)
  return (
    status === 404 || (status === 400 && errors.length > 0 && errors.every(({ field }) => field === 'id'))
  )
}

const pageFault: Problem = {
  type: 'about:blank',
  title: '',
  status: 0,
  code: 'PAGE_FAULT',
  remedy: 'Reload the page. If it happens again, the browser’s console names the line.',
  retry: true,
  requestId: '',
}

/** No answer at all: the server is down, or the network is. */
export const serverAway: Problem = {
  type: 'about:blank',
  title: 'The server does not answer.',
  status: 0,
  code: 'SERVER_AWAY',
  remedy: 'Check that Evalloop is running and that this computer is online, then try again.',
  retry: true,
  requestId: '',
}

/** Takes a body for a problem only if it has what a page shows; proxies in between answer with bodies of their own. */
export function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false
  const { title, code, remedy } = body as Record<string, unknown>
  return typeof title === 'string' && typeof code === 'string' && typeof remedy === 'string'
}
