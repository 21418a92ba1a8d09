import { EvalloopError } from '#contract/errors.ts'

const ownFaults = new Set<string>(['OBJECT_EXISTS', 'OBJECT_MISSING', 'PREDICTION_MISSING'])

/**
 * Whether an entry failed to settle by a fault of its own, which will be there at every try: its image is gone from the
 * local disk, its key holds other bytes, its prediction was set aside before it, or the index refuses its values (SQLSTATE classes 22 and 23). Everything else,
 * a full disk or a part that is away, may pass. [CA10]
 */
export function isOwnFault(problem: unknown): boolean {
  if (problem instanceof EvalloopError) return ownFaults.has(problem.code)
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
  return /^2[23][0-9A-Z]{3}$/.test(code)
}
