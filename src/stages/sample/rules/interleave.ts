/**
 * Mixes several queues into one, each in proportion to its length, so that any beginning of the whole holds about the
 * same share of every queue. The k-th of n stands at (k + ½)/n of the way; equal places go to the earlier queue. [SA7]
 * @param lengths of the queues
 * @returns for each queue, the places of its members in the whole, from 0
 */
export function interleave(lengths: readonly number[]): number[][] {
  const members = lengths.flatMap((length, queue) =>
    Array.from({ length }, (_, rank) => ({ queue, rank, way: (rank + 0.5) / length })),
  )
  members.sort((a, b) => a.way - b.way || a.queue - b.queue)
  const places = lengths.map((): number[] => [])
  for (const [place, { queue }] of members.entries()) places[queue]?.push(place)
  return places
}
