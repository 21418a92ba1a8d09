/**
 * Prints the tables of docs/methods/ as Markdown. Seeded, so that the same code prints the same numbers.
 * Takes ten to twenty minutes: node src/statistics/simulation/print-tables.ts
 */
import { clopperPearsonInterval } from '../clopper-pearson-interval.ts'
import { confidenceInterval, type Estimate } from '../estimate.ts'
import { inclusionProbabilities } from '../inclusion-probabilities.ts'
import type { Interval } from '../interval.ts'
import { normalQuantile } from '../normal-quantile.ts'
import { at } from '../preconditions.ts'
import { prefixInclusionProbabilities } from '../prefix-inclusion-probabilities.ts'
import { seededRandom, shuffle } from '../seeded-random.ts'
import { studentTQuantile } from '../student-t-quantile.ts'
import { sum } from '../sum.ts'
import { weightedWilsonInterval, wilsonInterval } from '../wilson-interval.ts'
import { allIntervals, exactCoverage } from './binomial.ts'
import { classifiedStream, coverageOf, drawMetrics, trueMetrics } from './classified-stream.ts'
import { countDraws } from './count-draws.ts'
import { type DrawSettings, type DrawSummary, repeatDraws } from './repeat-draws.ts'
import { type ProxyKind, simulatedStream, trueAccuracy } from './stream.ts'

type Row = readonly string[]

const z = normalQuantile(0.975)
const smallToLarge = [5, 10, 20, 50, 100, 300]
const usual = { budget: 100, floor: 0.5, streams: 80, draws: 50 }

function printWilson(): void {
  const truths = [0.5, 0.8, 0.9, 0.95, 0.99]
  const methods: [name: string, intervalOf: (correct: number, labels: number) => Interval][] = [
    ['Wilson', (correct, labels) => wilsonInterval(correct, labels, z)],
    ['Clopper–Pearson', (correct, labels) => clopperPearsonInterval(correct, labels)],
    ['Wald', wald],
  ]
  const rows = methods.flatMap(([name, intervalOf]) =>
    [...smallToLarge, 1000].map((labels) => {
      const intervals = allIntervals(labels, (correct) => intervalOf(correct, labels))
      return [name, `${labels}`, ...truths.map((truth) => share(exactCoverage(truth, intervals)))]
    }),
  )
  printTable('Exact coverage at 95 %', ['interval', 'labels', ...truths.map(String)], rows)
}

/** The interval of most textbooks: estimate ± 1.96 standard errors. */
function wald(correct: number, labels: number): Interval {
  const accuracy = correct / labels
  const half = z * Math.sqrt((accuracy * (1 - accuracy)) / labels)
  return { low: accuracy - half, high: accuracy + half }
}

function printPareto(): void {
  const runs = 200_000
  const rows = [
    [3, 8],
    [10, 40],
    [50, 200],
  ].map(([size = 0, units = 0]) => {
    const random = seededRandom(units)
    const scores = Array.from({ length: units }, () => random() ** 3)
    const chances = inclusionProbabilities({ scores, budget: size, floor: 0.3 })
    const half = Math.ceil(size / 2)
    const whole = largestGap(countDraws(chances, { size, runs }, random), chances, runs)
    const begun = countDraws(chances, { size: half, runs }, random)
    const beginning = largestGap(begun, prefixInclusionProbabilities(chances, half), runs)
    return [`${size} of ${units}`, ...whole, `${half} of ${size}`, ...beginning]
  })
  const head = ['draw', 'largest gap', 'in standard errors', 'worked', 'largest gap', 'in standard errors']
  printTable('Achieved against planned probability', head, rows)
}

/** Largest relative gap between drawn and planned, and the largest in standard errors of the simulation. */
function largestGap(counts: readonly number[], chances: readonly number[], runs: number): [string, string] {
  const gaps = chances.map((chance, unit) => Math.abs(at(counts, unit) / runs - chance))
  const errors = chances.map((chance) => Math.sqrt((chance * (1 - chance)) / runs))
  const relative = gaps.map((gap, unit) => gap / at(chances, unit))
  const standard = gaps.map((gap, unit) => (at(errors, unit) > 0 ? gap / at(errors, unit) : 0))
  return [`${(100 * Math.max(...relative)).toFixed(2)} %`, Math.max(...standard).toFixed(1)]
}

function printUnfinished(): void {
  const rows = [15, 50, 100, 200, 300].map((labelled) => {
    const stream = { size: 2000, accuracy: 0.8, proxy: 'calibrated' } as const
    return [
      `${labelled} of 300`,
      ...summaryCells(repeatDraws({ ...usual, stream, budget: 300, labelled }, seededRandom(labelled))),
    ]
  })
  printTable('Unfinished queues', ['worked', ...summaryHead], rows)
}

function printRegression(): void {
  const cases: [ProxyKind, accuracy: number][] = [
    ['calibrated', 0.8],
    ['overconfident', 0.8],
    ['underconfident', 0.8],
    ['silent', 0.8],
    ['unrelated', 0.8],
    ['calibrated', 0.95],
    ['calibrated', 0.99],
    ['overconfident', 0.99],
  ]
  const rows = cases.flatMap(([proxy, accuracy]) =>
    smallToLarge.map((budget) => {
      const stream = { size: 2000, accuracy, proxy }
      return [
        proxy,
        `${accuracy}`,
        `${budget}`,
        ...summaryCells(repeatDraws({ ...usual, stream, budget }, seededRandom(budget))),
      ]
    }),
  )
  printTable('Recommended draw and interval', ['proxy', 'accuracy', 'labels', ...summaryHead], rows)
}

function printIntervalChoices(): void {
  const unlimited = (estimate: Estimate): Estimate => ({
    ...estimate,
    effectiveSampleSize: isInside(estimate)
      ? (estimate.estimate * (1 - estimate.estimate)) / estimate.variance
      : estimate.effectiveSampleSize,
  })
  const methods: [name: string, intervalOf: (estimate: Estimate) => Interval][] = [
    ['estimate ± z', (estimate) => around(estimate, z)],
    ['estimate ± t', (estimate) => around(estimate, studentTQuantile(0.975, estimate.degreesOfFreedom))],
    ['Wilson, z', (estimate) => weightedWilsonInterval({ ...unlimited(estimate), quantile: z })],
    ['Wilson, t', (estimate) => confidenceInterval(unlimited(estimate))],
    ['Wilson, t, limit of ten', (estimate) => confidenceInterval(estimate)],
  ]
  const cases: Pick<DrawSettings, 'stream' | 'budget'>[] = [
    { stream: { size: 2000, accuracy: 0.8, proxy: 'calibrated' }, budget: 20 },
    { stream: { size: 2000, accuracy: 0.95, proxy: 'calibrated' }, budget: 50 },
    { stream: { size: 2000, accuracy: 0.95, proxy: 'overconfident' }, budget: 300 },
    { stream: { size: 2000, accuracy: 0.99, proxy: 'calibrated' }, budget: 300 },
    { stream: { size: 2000, accuracy: 0.99, proxy: 'overconfident' }, budget: 100 },
    { stream: { size: 2000, accuracy: 0.99, proxy: 'overconfident' }, budget: 300 },
    { stream: { size: 20_000, accuracy: 0.99, proxy: 'overconfident' }, budget: 300 },
  ]
  const rows = cases.map(({ stream, budget }) => [
    `${stream.proxy}, ${stream.accuracy}, ${budget} of ${stream.size}`,
    ...methods.map(([, intervalOf]) => {
      const plan = { ...usual, streams: stream.size > 2000 ? 40 : 80, stream, budget, intervalOf }
      const { coverage, meanWidth } = repeatDraws(plan, seededRandom(budget))
      return `${share(coverage)} (${points(meanWidth)})`
    }),
  ])
  printTable('Interval choices: coverage (width)', ['stream', ...methods.map(([name]) => name)], rows)
}

function isInside({ estimate, variance }: Estimate): boolean {
  return estimate > 0 && estimate < 1 && variance > 0
}

function around({ estimate, variance }: Estimate, quantile: number): Interval {
  const half = quantile * Math.sqrt(variance)
  return { low: estimate - half, high: estimate + half }
}

function printPlainShare(): void {
  const rows = [0.8, 0.9, 0.95].map((accuracy) => {
    const random = seededRandom(5)
    const stream = { size: 2000, accuracy, proxy: 'calibrated' } as const
    const gaps = Array.from({ length: 200 }, () => {
      const predictions = simulatedStream(stream, random)
      const others = shuffle(
        predictions.filter(({ proxy }) => proxy >= 0.7),
        random,
      ).slice(0, 5)
      const labelled = [...predictions.filter(({ proxy }) => proxy < 0.7), ...others]
      return trueAccuracy(labelled) - trueAccuracy(predictions)
    })
    const mean = sum(gaps) / gaps.length
    const { bias, biasError } = repeatDraws({ ...usual, stream }, seededRandom(6))
    return [`${accuracy}`, points(mean), `${points(bias)} ± ${points(biasError)}`]
  })
  printTable('Bias in points', ['accuracy', 'plain share', 'this estimate, 100 labels'], rows)
}

function printConfusion(): void {
  const shares = [0.4, 0.3, 0.2, 0.07, 0.03]
  const names = [
    'accuracy',
    'macro F1',
    'common: precision',
    'recall',
    'F1',
    'rare: precision',
    'recall',
    'F1',
  ]
  const rows = [1, 1.8].flatMap((confidence) =>
    [20, 50, 100, 300, 1000].map((budget) => {
      const random = seededRandom(budget)
      const pairs: [Estimate | undefined, truth: number][][] = names.map(() => [])
      for (let round = 0; round < 80; round++) {
        const stream = classifiedStream({ size: 2000, shares, sharpness: 3, confidence }, random)
        const truth = flatten(trueMetrics(stream, shares.length))
        for (let draw = 0; draw < 25; draw++) {
          const metrics = flatten(drawMetrics(stream, { budget, classes: shares.length }, random))
          metrics.forEach((metric, place) => {
            pairs[place]?.push([metric, truth[place] ?? NaN])
          })
        }
      }
      return [`${confidence === 1 ? 'calibrated' : 'overconfident'}`, `${budget}`, ...pairs.map(metricCell)]
    }),
  )
  printTable('Confusion: coverage (mean width)', ['probabilities', 'labels', ...names], rows)
}

function metricCell(pairs: readonly (readonly [Estimate | undefined, number])[]): string {
  const widths = pairs.flatMap(([estimate]) => {
    if (estimate === undefined) return [1]
    const { low, high } = confidenceInterval(estimate)
    return [high - low]
  })
  return `${share(coverageOf(pairs))} (${points(sum(widths) / widths.length)})`
}

function flatten<Value>(metrics: {
  readonly accuracy: Value
  readonly macroF1: Value
  readonly precision: readonly Value[]
  readonly recall: readonly Value[]
  readonly f1: readonly Value[]
}): (Value | undefined)[] {
  const { accuracy, macroF1, precision, recall, f1 } = metrics
  return [accuracy, macroF1, precision[0], recall[0], f1[0], precision[4], recall[4], f1[4]]
}

const summaryHead = ['coverage', 'mean width', 'bias', 'root mean square error']

function summaryCells({ coverage, meanWidth, bias, biasError, rootMeanSquare }: DrawSummary): Row {
  return [
    share(coverage),
    points(meanWidth),
    `${points(bias)} ± ${points(biasError)}`,
    points(rootMeanSquare),
  ]
}

function share(value: number): string {
  return value.toFixed(3)
}

/** Points of accuracy: hundredths. */
function points(value: number): string {
  return (100 * value).toFixed(2)
}

function printTable(title: string, head: Row, rows: readonly Row[]): void {
  const line = (cells: Row) => `| ${cells.join(' | ')} |`
  console.log(['', `**${title}**`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'))
}

printWilson()
printPareto()
printUnfinished()
printRegression()
printIntervalChoices()
printPlainShare()
printConfusion()
