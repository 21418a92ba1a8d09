/** How strongly a cell is tinted, 0 to 1: its share against the largest share in the matrix. */
export function heat(cell: number, cells: readonly (readonly number[])[]): number {
  const largest = Math.max(...cells.flat(), 0)
  return largest === 0 ? 0 : cell / largest
}

/** Alpha of the tint: the root keeps rare confusions visible, the cap keeps the figure’s contrast in both schemes. */
export function tint(strength: number): number {
  return strength === 0 ? 0 : 0.06 + 0.5 * Math.sqrt(strength)
}
