/** How many predictions of each stratum are drawn. */
export type SplitBudget = Readonly<{ certainty: number; remainder: number }>

/** Most of the budget that flagged and corrected predictions may take while there are others. */
const certaintyShare = 0.2

/**
 * Divides the budget between the predictions that people complained about and all others. [SA4]
 *
 * Complaints are worth looking at but tell little about the rest, so they get at most a fifth while there is a rest.
 * A fifth of less than one label sets nothing apart: `undefined`, and both go into one stratum, because a stratum
 * without a single label could not be estimated.
 * @param certain flagged or corrected predictions of the frame
 * @param others all others of the frame
 */
export function splitBudget(budget: number, certain: number, others: number): SplitBudget | undefined {
  if (certain === 0) return undefined
  if (budget >= certain + others) return { certainty: certain, remainder: others }
  if (others === 0) return { certainty: budget, remainder: 0 }
  const allowed = Math.floor(certaintyShare * budget)
  if (allowed === 0) return undefined
  const certainty = Math.min(certain, Math.max(allowed, budget - others))
  return { certainty, remainder: budget - certainty }
}
