/** Tells the time. Handed in, so that tests can hold it still. */
export interface Clock {
  now(): Date
}

/** Makes ids: UUID version 7, ever increasing within one process. */
export type NewId = () => string

/** Uniform numbers in [0, 1). */
export type Random = () => number
