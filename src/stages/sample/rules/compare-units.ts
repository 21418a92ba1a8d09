import { chooseUnits } from './choose-units.ts'
import type { DrawnUnit, DrawParameters } from './drawn-unit.ts'
import { permanentRandomNumber } from './permanent-random-number.ts'
import { purposeOf } from './purpose.ts'

/** A field of the record that does not come out the same when the draw is made again. */
export type DrawDifference = Readonly<{
  predictionId: string
  field: 'purpose' | 'uniform' | 'stratum' | 'inclusionProbability' | 'reasons' | 'rank' | 'position'
  recorded: unknown
  rebuilt: unknown
}>

const compared = ['uniform', 'stratum', 'inclusionProbability', 'reasons', 'rank', 'position'] as const

/**
 * Makes a draw again from its recorded frame and parameters, and names every difference, however small. [SA12]
 * Only the frame itself is taken on trust: prediction ids, proxies and flags at the freeze.
 */
export function compareUnits(
  recorded: readonly DrawnUnit[],
  parameters: DrawParameters & Readonly<{ seed: string }>,
): DrawDifference[] {
  const frame = recorded.map((unit) => ({
    ...unit,
    uniform: permanentRandomNumber(parameters.seed, unit.predictionId),
  }))
  const rebuilt = new Map(
    chooseUnits(frame, parameters).units.map((unit) => [unit.predictionId, unit] as const),
  )
  return recorded.flatMap((unit) => {
    const again = rebuilt.get(unit.predictionId)
    return again ? [...purposeDifference(unit), ...differences(unit, again)] : []
  })
}

function purposeDifference({ predictionId }: DrawnUnit): DrawDifference[] {
  const rebuilt = purposeOf(predictionId)
  return rebuilt === 'measure' ? [] : [{ predictionId, field: 'purpose', recorded: 'measure', rebuilt }]
}

function differences(recorded: DrawnUnit, rebuilt: DrawnUnit): DrawDifference[] {
  const { predictionId } = recorded
  return compared
    .filter((field) => !same(recorded[field], rebuilt[field]))
    .map((field) => ({ predictionId, field, recorded: recorded[field], rebuilt: rebuilt[field] }))
}

/** Bit for bit: a chance that is off in the last place was not recorded as it was drawn. */
function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.join() === b.join()
  return Object.is(a, b)
}
