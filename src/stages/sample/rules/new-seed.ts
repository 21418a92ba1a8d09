/**
 * A seed for a draw that was given none: 128 random bits, hexadecimal. [SA13]
 * @param random uniform in [0, 1)
 */
export function newSeed(random: () => number): string {
  return Array.from({ length: 4 }, () =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
}
