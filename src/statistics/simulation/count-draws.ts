import { paretoSample } from '../pareto-sample.ts'
import { at } from '../preconditions.ts'
import type { Random } from '../seeded-random.ts'

/** How often each unit is among the first `size` of a Pareto sample, over many draws. */
export function countDraws(
  inclusionProbabilities: readonly number[],
  { size, runs }: { readonly size: number; readonly runs: number },
  random: Random,
): number[] {
  const counts = inclusionProbabilities.map(() => 0)
  for (let run = 0; run < runs; run++) {
    const uniforms = inclusionProbabilities.map(() => random())
    for (const place of paretoSample({ inclusionProbabilities, uniforms }, size))
      counts[place] = at(counts, place) + 1
  }
  return counts
}
