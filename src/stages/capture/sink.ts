import type { CaptureSink, PendingCapture } from '#ports/capture-sink.ts'
import type { Clock } from '#ports/clock.ts'
import type { Spool } from '#ports/spool.ts'

export type SinkEvents = Readonly<{ kept(): void; dropped(problem: unknown): void }>

export type WatchedSink = CaptureSink &
  Readonly<{
    /** When the oldest image came that is not yet kept, refused or dropped; undefined when there is none. */
    oldestUnderWay(): Date | undefined
  }>

/** Keeps images and records on the local disk; what the disk refuses is counted, never thrown. [CA1, CA2, CA5] */
export function captureSink(spool: Spool, clock: Clock, events: SinkEvents): WatchedSink {
  // In the order of arrival, so the first one is the oldest.
  const underWay = new Map<string, Date>()
  return {
    oldestUnderWay: () => underWay.values().next().value,
    begin(id, bytes): PendingCapture {
      underWay.set(id, clock.now())
      const image = spool.keepImage(id, bytes).then(
        () => undefined,
        (problem: unknown) => ({ problem }),
      )
      return {
        commit: (record) => commit(record).finally(() => underWay.delete(id)),
        abandon: () => abandon().finally(() => underWay.delete(id)),
      }

      async function commit(record: Parameters<PendingCapture['commit']>[0]): Promise<boolean> {
        const failure = await image
        if (failure) return drop(failure.problem)
        try {
          await spool.keepPrediction(record)
          events.kept()
          return true
        } catch (problem) {
          return drop(problem)
        }
      }

      async function abandon(): Promise<void> {
        await image
        await spool.dropImage(id).catch(() => {}) // The next start removes images without a record as well.
      }

      async function drop(problem: unknown): Promise<false> {
        events.dropped(problem)
        await spool.dropImage(id).catch(() => {})
        return false
      }
    },
  }
}
