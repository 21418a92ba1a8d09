/**
 * Why a demo ended early.
 * `server-away`: nothing answers at the address. `refused`: the server answered with an error that trying again
 * does not cure. `not-food`: its model knows other classes. `stuck`: the server answers, but what the demo waits for
 * does not come. `cancelled`: the caller asked for it.
 */
export type StopReason = 'server-away' | 'refused' | 'not-food' | 'stuck' | 'cancelled'

/** The demo could not go on. The message is one sentence or two for the person who started it. */
export class DemoStopped extends Error {
  readonly reason: StopReason
  /** The server’s name for the error, with `refused`; see the catalogue in the contract. */
  readonly code: string | undefined

  constructor(reason: StopReason, message: string, { cause, code }: { cause?: unknown; code?: string } = {}) {
    super(message, { cause })
    this.name = 'DemoStopped'
    this.reason = reason
    this.code = code
  }
}

export const cancelled = (cause?: unknown) => new DemoStopped('cancelled', 'The demo was stopped.', { cause })
