import type { Static } from 'typebox'
import type { Problem } from '#contract/errors.ts'

/** What went wrong, in words for a visitor. */
export type Failure = Readonly<{
  title: string
  detail?: string
  remedy?: string
  /** Whether the same photo may work when it is sent again. */
  retry: boolean
}>

const mebibyte = 1024 * 1024

/** The failure behind an answer that is not 2xx. */
export function failureOf(status: number, body: unknown): Failure {
  if (!isProblem(body)) {
    return {
      title: 'The server gave an answer I do not understand.',
      detail: `Status ${status}.`,
      retry: true,
    }
  }
  const detail = body.detail === undefined ? {} : { detail: body.detail }
  return { title: body.title, ...detail, remedy: body.remedy, retry: body.retry || status >= 500 }
}

function isProblem(body: unknown): body is Static<typeof Problem> {
  return typeof body === 'object' && body !== null && 'title' in body && 'remedy' in body
}

/** No answer at all. A server that refuses a large photo may hang up before the browser has read why. */
export function unreachable(bytes: number): Failure {
  const large = bytes > 20 * mebibyte
  return {
    title: 'I could not reach the kitchen.',
    detail: large
      ? `The photo has ${Math.round(bytes / mebibyte)} MiB; most kitchens take up to 20.`
      : 'The server does not answer, or your connection is down.',
    remedy: large ? 'Try a smaller photo.' : 'Check your connection and try again.',
    retry: true,
  }
}

export function unreadable(name: string, kind: 'heic' | 'other'): Failure {
  if (kind === 'heic') {
    return {
      title: 'I cannot read HEIC photos yet.',
      detail: `${name} is in the format that newer phones use for themselves.`,
      remedy: 'Save or share it as JPEG, or set your camera to “most compatible”.',
      retry: false,
    }
  }
  return {
    title: 'That file is not a photo I can read.',
    detail: `${name} is neither JPEG, PNG, WebP, AVIF nor GIF.`,
    remedy: 'Choose another file.',
    retry: false,
  }
}
