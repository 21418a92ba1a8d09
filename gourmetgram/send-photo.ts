import { api } from '#contract/api.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import { type Failure, failureOf, unreachable } from './failure.ts'

export type Sent =
  | Readonly<{ kind: 'answer'; answer: PredictionAnswer }>
  | Readonly<{ kind: 'failure'; failure: Failure }>
  | Readonly<{ kind: 'cancelled' }>

type Options = Readonly<{
  /** Share of the bytes that are on their way, 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
}>

/** Sends one photo. XMLHttpRequest, because fetch does not tell how much of a body has been sent. */
export function sendPhoto(file: File, { onProgress, signal }: Options): Promise<Sent> {
  return new Promise((settle) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file, file.name)
    request.open('POST', api.predictions)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.upload.onload = () => onProgress(1)
    request.onload = () => settle(read(request))
    request.onerror = () => settle({ kind: 'failure', failure: unreachable(file.size) })
    request.onabort = () => settle({ kind: 'cancelled' })
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(form)
  })
}

function read(request: XMLHttpRequest): Sent {
  const body = parsed(request.responseText)
  if (request.status >= 200 && request.status < 300 && body !== undefined) {
    return { kind: 'answer', answer: body as PredictionAnswer }
  }
  return { kind: 'failure', failure: failureOf(request.status, body) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
