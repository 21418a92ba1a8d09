import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { DemoResult } from './demo-result.ts'

type Estimate = Extract<AccuracyEstimate, { kind: 'estimate' }>

/** The result as lines for a terminal. */
export function describeResult(result: DemoResult): string[] {
  return [
    '',
    ...estimateLines(result),
    ...result.notes.map((note) => `  Note: ${note}`),
    '',
    '  Look at it:',
    row('Overview', result.pages.overview),
    row('The draw', result.pages.draw),
    row('Evaluate', result.pages.evaluate),
  ]
}

function estimateLines(result: DemoResult): string[] {
  const { accuracy } = result
  switch (accuracy.kind) {
    case 'estimate':
      return [...comparison(accuracy, result), '', verdict(result)]
    case 'not-enough-labels':
      return [
        truth(result),
        row('Evalloop’s estimate', notEnough(accuracy.labels, accuracy.labelsStillNeeded)),
      ]
    case 'no-draw':
      return [truth(result), row('Evalloop’s estimate', 'none: no draw covers this interval')]
  }
}

function comparison({ estimate, interval, labels, naive }: Estimate, result: DemoResult): string[] {
  const range = `between ${percent(interval.low)} and ${percent(interval.high)} (${percent(interval.level, 0)})`
  return [
    row('Evalloop’s estimate', `${percent(estimate)}, ${range}, from ${labels} labels`),
    truth(result),
    row('Naive batch accuracy', `${percent(naive.estimate)}, biased: ${naive.why}`),
  ]
}

function truth({ trueAccuracy, traffic }: DemoResult): string {
  return row('True accuracy', `${percent(trueAccuracy)}, over all ${traffic.captured} predictions`)
}

function verdict({ intervalHoldsTruth }: DemoResult): string {
  return intervalHoldsTruth
    ? '  The interval holds the truth.'
    : '  The interval misses the truth this time. One run in twenty does: that is what 95 % means.'
}

function notEnough(labels: number, stillNeeded: number): string {
  return `not enough labels (${labels}; ${stillNeeded} more needed)`
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(22)}${value}`
}

function percent(share: number, decimals = 1): string {
  return `${(share * 100).toFixed(decimals)} %`
}
