/** Media types the server reads. */
export const readableTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif', 'image/gif'] as const
export type ReadableType = (typeof readableTypes)[number]

/**
 * What the first bytes say the file is: names and types that a device gives are often missing or wrong.
 * `heic`: a phone’s own format, which no browser but Safari shows and the server does not read.
 * @param start the first 32 bytes, or fewer in a short file
 */
export function imageKind(start: Uint8Array): ReadableType | 'heic' | 'other' {
  const text = String.fromCharCode(...start)
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (text.startsWith('GIF87a') || text.startsWith('GIF89a')) return 'image/gif'
  if (text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP') return 'image/webp'
  if (text.slice(4, 8) === 'ftyp') return containerKind(text.slice(8))
  return 'other'
}

/** AVIF and HEIC share a container; its brands tell them apart. */
function containerKind(brands: string): 'image/avif' | 'heic' | 'other' {
  if (/avif|avis/.test(brands)) return 'image/avif'
  return /heic|heix|heim|heis|hevc|mif1|msf1/.test(brands) ? 'heic' : 'other'
}

export async function kindOfFile(file: Blob): Promise<ReturnType<typeof imageKind>> {
  return imageKind(new Uint8Array(await file.slice(0, 32).arrayBuffer()))
}
