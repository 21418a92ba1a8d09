import type { DrawReason, StratumName } from '#contract/sample.ts'
import { inclusionProbabilities, paretoSample, uncertaintyScore } from '#statistics'
import type { DrawnStratum, DrawnUnit, DrawParameters, FrameUnit } from './drawn-unit.ts'
import { interleave } from './interleave.ts'
import { splitBudget } from './split-budget.ts'

export type ChosenUnits = Readonly<{
  /** Every unit of the frame, in the order of the prediction ids. */
  units: readonly DrawnUnit[]
  strata: readonly DrawnStratum[]
}>

/** Name of the rules in this file. A change that would draw differently from the same frame needs a new name. */
export const algorithm = 'evalloop-draw/1'

/**
 * Draws from a frame: gives every unit its stratum and its chance, and the chosen ones their place in the queue.
 * The result depends on nothing but the arguments; the order of the frame does not matter. [SA3, SA13]
 * @param frame at least one unit, each with its own prediction id
 */
export function chooseUnits(frame: readonly FrameUnit[], parameters: DrawParameters): ChosenUnits {
  const strata = stratify(byId(frame), parameters).map(drawStratum)
  const queue = interleave(strata.map(({ drawn }) => drawn.length))
  const units = strata.flatMap(({ stratum, chances, drawn }, place) => {
    const ranks = new Map(drawn.map((unit, rank) => [unit, rank]))
    return stratum.units.map((unit, index): DrawnUnit => {
      const inclusionProbability = chances[index] ?? NaN
      const rank = ranks.get(index) ?? null
      const position = rank === null ? null : (queue[place]?.[rank] ?? null)
      const reasons = reasonsFor(unit, stratum, inclusionProbability)
      return { ...unit, stratum: stratum.name, inclusionProbability, reasons, rank, position }
    })
  })
  return { units: byId(units), strata: strata.map(summaryOf) }
}

type PlannedStratum = Readonly<{
  name: StratumName
  units: readonly FrameUnit[]
  /** Units to draw, at least one. */
  labels: number
  floor: number
}>

type StratumDraw = Readonly<{
  stratum: PlannedStratum
  chances: readonly number[]
  /** Places of the chosen units in `stratum.units`, in rank order. */
  drawn: readonly number[]
}>

/** The strata that are not empty. The order decides ties in the queue: complaints first. [SA4, SA6] */
function stratify(frame: readonly FrameUnit[], { design, budget, floor }: DrawParameters): PlannedStratum[] {
  const labels = Math.min(budget, frame.length)
  if (design === 'simple-random') return [{ name: 'all', units: frame, labels, floor: 1 }]
  const certain = frame.filter(isCertain)
  const others = frame.filter((unit) => !isCertain(unit))
  const split = splitBudget(budget, certain.length, others.length)
  if (!split) return [{ name: 'remainder', units: frame, labels, floor }]
  const strata: PlannedStratum[] = [
    { name: 'certainty', units: certain, labels: split.certainty, floor: 1 },
    { name: 'remainder', units: others, labels: split.remainder, floor },
  ]
  return strata.filter((stratum) => stratum.units.length > 0)
}

/** Somebody said something about it: worth a look whatever the model thought of it. */
function isCertain(unit: FrameUnit): boolean {
  return unit.flagged || unit.corrected
}

/** Scores are ignored where the floor is 1: equal chances. [SA5] */
function drawStratum(stratum: PlannedStratum): StratumDraw {
  const { units, labels, floor } = stratum
  const scores = units.map((unit) => uncertaintyScore(unit.proxy))
  const chances = inclusionProbabilities({ scores, budget: labels, floor })
  const uniforms = units.map((unit) => unit.uniform)
  return { stratum, chances, drawn: paretoSample({ inclusionProbabilities: chances, uniforms }, labels) }
}

/** Every reason for which the unit had its chance, chosen or not. */
function reasonsFor(unit: FrameUnit, { name, units, labels }: PlannedStratum, chance: number): DrawReason[] {
  const reasons: DrawReason[] = []
  if (name === 'certainty' && unit.flagged) reasons.push('flagged')
  if (name === 'certainty' && unit.corrected) reasons.push('corrected')
  if (name !== 'certainty' || labels < units.length) reasons.push('random')
  // Equal chances are equal but for rounding: nobody is called doubtful for the last bit.
  if (name === 'remainder' && chance > (1 + 1e-9) * (labels / units.length)) reasons.push('doubtful')
  return reasons
}

function summaryOf({ stratum, chances, drawn }: StratumDraw): DrawnStratum {
  const size = stratum.units.length
  return {
    name: stratum.name,
    size,
    drawn: drawn.length,
    meanProxy: sum(stratum.units.map((unit) => unit.proxy)) / size,
    inclusionProbabilitySum: sum(chances),
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Floating-point sums depend on the order, so the frame has one: that of the prediction ids, byte by byte. */
function byId<Unit extends FrameUnit>(units: readonly Unit[]): Unit[] {
  return [...units].sort((a, b) => (a.predictionId < b.predictionId ? -1 : 1))
}
