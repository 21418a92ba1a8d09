import { api } from '#contract/api.ts'
import type { Lease } from '#contract/label.ts'
import { sendJson } from '../kit/request.ts'
import { answers } from './answers.ts'
import { LabelSession } from './session.ts'

/** A session wired to this server, this browser’s clock and the tab’s queue. */
export function openSession(drawId: string, annotator: string): LabelSession {
  const path = api.drawLeases(drawId)
  return new LabelSession({
    drawId,
    annotator,
    queue: answers,
    lease: (count) => sendJson<Lease>('POST', path, { annotator, count }),
    release: () => release(path, annotator),
    now: () => performance.now(),
    schedule: (run, milliseconds) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
}

/** Outlives the page. Should it fail, the leases lapse by themselves. */
function release(path: string, annotator: string): void {
  const headers = { 'content-type': 'application/json' }
  fetch(path, { method: 'DELETE', keepalive: true, headers, body: JSON.stringify({ annotator }) }).catch(
    () => {},
  )
}
