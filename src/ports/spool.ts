import type { FeedbackKind } from '#contract/capture.ts'

/** Everything that must survive about one prediction, besides the bytes of its image. */
export type PredictionRecord = Readonly<{
  id: string
  modelVersion: string
  classIndex: number
  class: string
  confidence: number
  probabilities: readonly number[]
  classes: readonly string[]
  embedding?: Float32Array
  answeredAt: Date
  bucket: string
  objectKey: string
  mediaType: string
  bytes: number
  width: number
  height: number
  sha256: string
  attributes: Readonly<Record<string, string>>
  /** Uniform in [0, 1), drawn when the prediction was made; never changes. */
  randomKey: number
}>

/** Something that a person said, not yet in the index. */
export type FeedbackRecord = Readonly<{
  id: string
  predictionId: string
  kind: FeedbackKind
  class?: string
  at: Date
  client: string
}>

export type SpoolEntry =
  | Readonly<{ sequence: number; kind: 'prediction'; prediction: PredictionRecord }>
  | Readonly<{ sequence: number; kind: 'feedback'; feedback: FeedbackRecord }>

/**
 * The local disk between an answer and its place in object store and index. What `keepPrediction` and `keepFeedback`
 * have accepted survives `kill -9` and a power cut. Single writer: one process, one folder.
 */
export interface Spool {
  /** Writes the image durably. It is not visible to `next` before `keepPrediction`. */
  keepImage(id: string, bytes: Uint8Array): Promise<void>
  /** Forgets an image whose prediction was refused. */
  dropImage(id: string): Promise<void>
  keepPrediction(record: PredictionRecord): Promise<void>
  keepFeedback(record: FeedbackRecord): Promise<void>
  /** The prediction with this id if it still waits here. */
  find(id: string): Promise<PredictionRecord | undefined>
  /** Feedback on this prediction that still waits here, oldest first. */
  feedbackOf(predictionId: string): Promise<FeedbackRecord[]>
  /** Throws OBJECT_MISSING. */
  image(id: string): Promise<Uint8Array>
  /** Oldest entries first. */
  next(limit: number): Promise<SpoolEntry[]>
  /** Removes entries that have reached their place, images included. */
  done(entries: readonly SpoolEntry[]): Promise<void>
  /** Takes an entry that can never settle out of the queue, with the reason. It stays on the disk, its image too. */
  setAside(entry: SpoolEntry, problem: string): Promise<void>
  /** `entries` wait in the queue; `setAside` are out of it. */
  backlog(): Promise<{ entries: number; setAside: number; oldestAt?: Date }>
  close(): Promise<void>
}
