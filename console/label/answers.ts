import { api } from '#contract/api.ts'
import type { AnnotationResult } from '#contract/label.ts'
import { sendJson } from '../kit/request.ts'
import { AnswerQueue, type PendingAnswer } from './answer-queue.ts'
import { answerStorage } from './answer-storage.ts'

/** The tab’s one queue: it goes on sending while the person looks at another page. */
export const answers = new AnswerQueue({
  send,
  storage: answerStorage(localStorage),
  schedule: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
})

window.addEventListener('online', () => answers.flush())
answers.flush()

/** A request that hangs on a dead network is given up, so that the queue can try again. */
const patienceMs = 20_000

function send({ taskId, annotator, operation }: PendingAnswer): Promise<AnnotationResult> {
  const path = api.taskAnnotation(taskId)
  const signal = AbortSignal.timeout(patienceMs)
  if (operation.kind === 'answer') return sendJson<AnnotationResult>('PUT', path, operation.request, signal)
  return sendJson<AnnotationResult>('DELETE', path, { annotator }, signal)
}
