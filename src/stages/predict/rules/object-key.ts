const extensions = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/webp': '.webp',
  'image/avif': '.avif',
  'image/gif': '.gif',
} as const

/** Bucket of everything that was served. */
export const PRODUCTION_BUCKET = 'production'

/** `class_07/0193….jpg`: the tutorial's key. [PR2] */
export function objectKeyOf(classIndex: number, id: string, mediaType: keyof typeof extensions): string {
  return `class_${String(classIndex).padStart(2, '0')}/${id}${extensions[mediaType]}`
}
