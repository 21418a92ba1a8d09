import type { Overview } from '#contract/overview.ts'
import { count, counted, duration, halfWidth, percent } from '../kit/format.ts'

/** Something worth doing now, with the page where it is done. */
export type NextStep = {
  text: string
  why: string
  meaning: 'bad' | 'attention' | 'plain'
  to:
    | { page: 'upload' }
    | { page: 'readiness' }
    | { page: 'new-draw' }
    | { page: 'label'; drawId: string }
    | { page: 'flagged' }
    | { page: 'evaluate' }
}

/** An interval wider than this (both halves together) hardly decides anything. */
const wide = 0.1
/** Covering less than this share of the window, an estimate speaks about the past. */
const littleCovered = 0.8
/** Above this share without an answer, what people could judge may differ from what was served. */
const manyWithoutAnswer = 0.1

/** Three things to do next, most pressing first. Faults come before labels, labels before looking closer. */
export function nextSteps(overview: Overview): NextStep[] {
  return [
    ...captureSteps(overview),
    ...beginning(overview),
    ...labelSteps(overview),
    ...estimateSteps(overview),
    ...looking(overview),
  ].slice(0, 3)
}

function captureSteps({ capture }: Overview): NextStep[] {
  const reason = capture.problem ? ` ${capture.problem}` : ''
  if (capture.state === 'losing')
    return [
      {
        text: 'Make room on the server’s disk',
        why: `Predictions are answered but not kept: ${count(capture.dropped)} so far.${reason}`,
        meaning: 'bad',
        to: { page: 'readiness' },
      },
    ]
  if (capture.state === 'behind')
    return [
      {
        text: 'Bring the store and the database back',
        why: `${count(capture.pending)} wait on the server’s disk, the oldest for ${duration(capture.oldestPendingSeconds)}. Nothing is lost.${reason}`,
        meaning: 'attention',
        to: { page: 'readiness' },
      },
    ]
  return []
}

function beginning({ volume }: Overview): NextStep[] {
  if (volume.total > 0) return []
  return [
    {
      text: 'Upload a photo',
      why: 'There are no predictions in this window. Or run npm run demo for a few hundred.',
      meaning: 'plain',
      to: { page: 'upload' },
    },
  ]
}

function labelSteps({ labels, accuracy }: Overview): NextStep[] {
  const { waiting, leased } = labels.progress
  const drawId = labels.openDraws[0]
  if (drawId === undefined || waiting + leased === 0) return []
  const needed = accuracy.kind === 'not-enough-labels' ? accuracy.labelsStillNeeded : 0
  const why =
    needed > 0
      ? `${counted(needed, 'label')} until there is a number; each one after that narrows it.`
      : 'Each label narrows the interval.'
  return [
    {
      text: `Label ${counted(waiting + leased, 'waiting image')}`,
      why,
      meaning: 'plain',
      to: { page: 'label', drawId },
    },
  ]
}

function estimateSteps({ accuracy, labels, volume }: Overview): NextStep[] {
  if (volume.total === 0) return []
  const idle = labels.openDraws.length === 0
  if (accuracy.kind === 'no-draw' && idle)
    return [
      {
        text: 'Draw a sample',
        why: 'Nobody has looked at these predictions: a hundred labels tell how good they were.',
        meaning: 'plain',
        to: { page: 'new-draw' },
      },
    ]
  const { covered, predictions, withoutAnswer } = accuracy.basis
  const steps: NextStep[] = []
  if (idle && covered < predictions * littleCovered)
    steps.push({
      text: 'Draw from what came since',
      why: `The estimate speaks about ${count(covered)} of ${counted(predictions, 'prediction')}.`,
      meaning: 'plain',
      to: { page: 'new-draw' },
    })
  else if (idle && accuracy.kind === 'estimate' && accuracy.interval.high - accuracy.interval.low > wide)
    steps.push({
      text: 'Spend more labels on the next draw',
      why: `The interval is ± ${halfWidth(accuracy.interval.low, accuracy.interval.high)}, too wide to see a small change.`,
      meaning: 'plain',
      to: { page: 'new-draw' },
    })
  if (withoutAnswer > manyWithoutAnswer)
    steps.push({
      text: 'Look at what nobody could judge',
      why: `${percent(withoutAnswer, 0)} of the answers were “cannot tell” or skipped; the estimate may lean.`,
      meaning: 'attention',
      to: { page: 'evaluate' },
    })
  return steps
}

function looking({ feedback, accuracy }: Overview): NextStep[] {
  const steps: NextStep[] = []
  if (feedback.flagged > 0)
    steps.push({
      text: `Look at ${counted(feedback.flagged, 'flagged prediction')}`,
      why: 'People said these are wrong. The next draw looks at flagged ones first.',
      meaning: 'plain',
      to: { page: 'flagged' },
    })
  if (accuracy.kind === 'estimate')
    steps.push({
      text: 'See which classes are mixed up',
      why: 'The confusion matrix, and precision and recall with intervals.',
      meaning: 'plain',
      to: { page: 'evaluate' },
    })
  return steps
}
