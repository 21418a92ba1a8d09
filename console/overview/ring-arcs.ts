import type { Overview } from '#contract/overview.ts'
import { count } from '../kit/format.ts'

/** One arc of the ring: what went along it, and whether it is broken. */
export type Arc = { count: string; words: string; state: 'flowing' | 'broken' | 'later' }

/** The seven arcs in flow order; arc 0 runs from predict to capture. Labels are those behind the window’s estimate. */
export function ringArcs({ volume, capture, accuracy }: Overview): Arc[] {
  const { draws } = accuracy.basis
  const drawn = draws.reduce((sum, draw) => sum + draw.drawn, 0)
  const answered = draws.reduce((sum, draw) => sum + draw.finished, 0)
  const used = accuracy.kind === 'no-draw' ? 0 : accuracy.labels
  return [
    captureArc(volume.total, capture),
    { count: count(drawn), words: 'drawn for labelling', state: 'flowing' },
    { count: count(answered), words: 'answered by people', state: 'flowing' },
    { count: count(used), words: 'labels in the estimate', state: 'flowing' },
    { count: '', words: 'training comes later', state: 'later' },
    { count: '', words: 'roll-out comes later', state: 'later' },
    { count: '', words: 'the loop closes later', state: 'later' },
  ]
}

function captureArc(total: number, capture: Overview['capture']): Arc {
  if (capture.state === 'keeping-up')
    return { count: count(total), words: 'predictions captured', state: 'flowing' }
  if (capture.state === 'behind')
    return { count: `${count(capture.pending)} wait`, words: 'for store and index', state: 'broken' }
  return { count: `${count(capture.dropped)} lost`, words: 'predictions not kept', state: 'broken' }
}
