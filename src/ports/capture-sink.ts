import type { PredictionRecord } from './spool.ts'

/** Where `predict/` hands over what must survive. Never throws: capture in trouble must not fail a prediction. */
export interface CaptureSink {
  /** Begins to keep the image at once, while the model runs. */
  begin(id: string, bytes: Uint8Array): PendingCapture
}

export interface PendingCapture {
  /** True when image and record are on disk for good; false when they could not be kept (counted as dropped). */
  commit(record: PredictionRecord): Promise<boolean>
  /** The image was refused: forget it. */
  abandon(): Promise<void>
}
