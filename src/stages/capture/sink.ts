import type { CaptureSink, PendingCapture } from '#ports/capture-sink.ts'
import type { Spool } from '#ports/spool.ts'

export type SinkEvents = Readonly<{ kept(): void; dropped(problem: unknown): void }>

/** Keeps images and records on the local disk; what the disk refuses is counted, never thrown. [CA1, CA2, CA5] */
export function captureSink(spool: Spool, events: SinkEvents): CaptureSink {
  return {
    begin(id, bytes): PendingCapture {
      const image = spool.keepImage(id, bytes).then(
        () => undefined,
        (problem: unknown) => ({ problem }),
      )
      return {
        async commit(record) {
          const failure = await image
          if (failure) return drop(failure.problem)
          try {
            await spool.keepPrediction(record)
            events.kept()
            return true
          } catch (problem) {
            return drop(problem)
          }
        },
        async abandon() {
          await image
          await spool.dropImage(id).catch(() => {}) // The next start removes images without a record as well.
        },
      }

      async function drop(problem: unknown): Promise<false> {
        events.dropped(problem)
        await spool.dropImage(id).catch(() => {})
        return false
      }
    },
  }
}
