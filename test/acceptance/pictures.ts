import sharp from 'sharp'

/** Mulberry32: the same seed gives the same numbers in [0, 1) on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export type Format = 'jpeg' | 'png' | 'webp' | 'avif' | 'gif'
export const formats: readonly Format[] = ['jpeg', 'png', 'webp', 'avif', 'gif']

/** A picture of coloured blocks, different for every seed. */
export async function picture(
  seed: number,
  format: Format = 'jpeg',
  width = 64,
  height = 48,
): Promise<Buffer> {
  const random = seededRandom(seed)
  const blocks = Buffer.from(Array.from({ length: 8 * 6 * 3 }, () => Math.floor(random() * 256)))
  return sharp(blocks, { raw: { width: 8, height: 6, channels: 3 } })
    .resize(width, height, { kernel: 'nearest', fit: 'fill' })
    .toFormat(format)
    .toBuffer()
}

/** The extension that an object key has for the format. */
export function extensionOf(format: Format): string {
  return format === 'jpeg' ? '.jpg' : `.${format}`
}
