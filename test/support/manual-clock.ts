import type { Clock } from '#ports/clock.ts'

export type ManualClock = Clock & { advance(seconds: number): void }

/** Stands still until somebody moves it. */
export function manualClock(start: string): ManualClock {
  let milliseconds = new Date(start).getTime()
  return {
    now: () => new Date(milliseconds),
    advance(seconds) {
      milliseconds += seconds * 1000
    },
  }
}
