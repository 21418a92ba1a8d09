import { EvalloopError } from '#contract/errors.ts'

/** Largest body of an upload: base64 is a third longer than its bytes; the rest is room for what stands around it. */
export function uploadLimitBytes(maxImageBytes: number): number {
  return Math.ceil((maxImageBytes * 4) / 3) + 64 * 1024
}

/** @throws EvalloopError IMAGE_TOO_LARGE */
export function refuseLargeImage(bytes: Uint8Array, maxImageBytes: number): void {
  if (bytes.length > maxImageBytes) {
    throw new EvalloopError('IMAGE_TOO_LARGE', { bytes: bytes.length, maxBytes: maxImageBytes })
  }
}
