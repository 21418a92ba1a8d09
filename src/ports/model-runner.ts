/** What a model said about one image, and what the image was. */
export type ModelAnswer = Readonly<{
  /** One per class, in the manifest's order; ≥ 0, sum 1. */
  probabilities: readonly number[]
  /** The vector that the model's head reads; absent when the model has no `embedding` output. */
  embedding?: Float32Array
  image: ImageFacts
}>

export type ImageFacts = Readonly<{
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/avif' | 'image/gif'
  /** Pixels, after EXIF orientation. */
  width: number
  height: number
  /** SHA-256 of the file's bytes, hexadecimal. */
  sha256: string
}>

/**
 * Answers one encoded image. Throws IMAGE_UNREADABLE, IMAGE_FORMAT_UNSUPPORTED, IMAGE_TOO_LARGE for bad images and
 * MODEL_BUSY when too many wait.
 */
export interface ModelRunner {
  predict(bytes: Uint8Array): Promise<ModelAnswer>
  /** Lets running predictions finish, then frees the model. */
  close(): Promise<void>
}
