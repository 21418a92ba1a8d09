import type { Overview } from '#contract/overview.ts'
import { count } from '../kit/format.ts'

/** One arc of the ring: what went along it, and whether it is broken. */
export type Arc = { count: string; words: string; state: 'flowing' | 'broken' | 'later' }

/** The seven arcs in flow order; arc 0 runs from predict to capture. */
export function ringArcs({ volume, capture, labels, accuracy }: Overview): Arc[] {
  const used = accuracy.kind === 'estimate' || accuracy.kind === 'not-enough-labels' ? accuracy.labels : 0
  const broken = capture.state === 'keeping-up' ? 'flowing' : 'broken'
  const { tasks, labelled } = labels.progress
  return [
    {
      count: count(volume.total),
      words: 'predictions answered',
      state: capture.state === 'losing' ? 'broken' : 'flowing',
    },
    {
      count: broken === 'broken' ? `${count(capture.pending)} wait` : count(volume.total),
      words: 'captured',
      state: broken,
    },
    { count: count(tasks), words: 'drawn for labelling', state: 'flowing' },
    { count: count(labelled), words: 'labelled', state: 'flowing' },
    { count: count(used), words: 'labels in the estimate', state: 'later' },
    { count: '', words: 'retraining comes later', state: 'later' },
    { count: '', words: 'roll-out comes later', state: 'later' },
  ]
}
