export type SettleLoop = Readonly<{
  /** Something new waits. */
  poke(): void
  /** Why settling does not get on, while it does not. */
  problem(): string | undefined
  /** Settles what it can within the limit, then rests for good. */
  stop(limitMs: number): Promise<void>
}>

const FIRST_PAUSE_MS = 250
const LONGEST_PAUSE_MS = 15_000

/**
 * Calls `settleOnce` until nothing is left, whenever poked; after a failure it waits, longer each time.
 *
 *   resting ──poke──▶ settling ──nothing left──▶ resting
 *                       │  ▲
 *                 failure  └── pause over, or poked to stop
 *                       ▼
 *                    pausing
 */
export function startSettleLoop(
  settleOnce: () => Promise<number>,
  onFailure: (error: unknown) => void,
): SettleLoop {
  let running: Promise<void> | undefined
  let pokedAgain = true
  let stopped = false
  let problem: string | undefined
  let pauseMs = FIRST_PAUSE_MS
  let endPause: (() => void) | undefined

  async function settle(): Promise<void> {
    while (pokedAgain && !stopped) {
      pokedAgain = false
      try {
        while (!stopped && (await settleOnce()) > 0);
        problem = undefined
        pauseMs = FIRST_PAUSE_MS
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error)
        onFailure(error)
        if (!stopped) await pause()
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)
        pokedAgain = true
      }
    }
  }

  function pause(): Promise<void> {
    return new Promise((done) => {
      const timer = setTimeout(done, pauseMs)
      endPause = () => {
        clearTimeout(timer)
        done()
      }
    })
  }

  function poke(): void {
    pokedAgain = true
    if (stopped || running) return
    running = settle().finally(() => {
      running = undefined
      if (pokedAgain && !stopped) poke()
    })
  }

  poke()
  return {
    poke,
    problem: () => problem,
    async stop(limitMs) {
      if (problem === undefined && running) await Promise.race([running, after(limitMs)])
      stopped = true
      endPause?.()
      await running
    },
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds).unref())
}
