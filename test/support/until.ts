import { setTimeout as pause } from 'node:timers/promises'

const LIMIT_MS = 60_000

/** Asks again and again until the condition holds; fails when it never does. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + LIMIT_MS; performance.now() < deadline; ) {
    if (await condition()) return
    await pause(10)
  }
  throw new Error(`The condition did not come true within ${LIMIT_MS / 1000} s: ${condition}`)
}
