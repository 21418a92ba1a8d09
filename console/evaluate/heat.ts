/**
 * How strongly a cell is tinted, 0 to 1: its share of the row’s predicted class. Rows are compared within themselves,
 * so that a rare class’s confusions are seen as well as a common one’s.
 */
export function heat(cell: number, row: readonly number[]): number {
  const sum = row.reduce((total, value) => total + value, 0)
  return sum === 0 ? 0 : cell / sum
}

/** Alpha of the tint; capped so that the figure in the cell keeps its contrast in both colour schemes. */
export function tint(strength: number): number {
  return strength === 0 ? 0 : 0.06 + 0.5 * Math.sqrt(strength)
}
