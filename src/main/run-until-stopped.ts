import type { RunningServer } from './server.ts'

/** Serves until Ctrl-C or SIGTERM, then ends everything in order. A second Ctrl-C does not wait. */
export async function runUntilStopped(server: RunningServer, say: (text: string) => void): Promise<void> {
  await new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        say('Stopping …')
        process.once(signal, () => process.exit(1))
        done()
      })
    }
  })
  await server.stop()
  process.exit(0)
}
