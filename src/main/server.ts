import type { AddressInfo } from 'node:net'
import { newClosers } from './closers.ts'
import { compose } from './compose.ts'
import { StartError } from './config.ts'
import type { Config } from './settings.ts'

/** A second signal sooner than this is the first one again. */
const SAME_SIGNAL_MS = 3_000

export type RunningServer = Readonly<{ url: string; stop(): Promise<void> }>

/** Starts everything and listens. When anything is wrong, everything that was started is ended again. Throws StartError. */
export async function startServer(config: Config, say: (text: string) => void): Promise<RunningServer> {
  const closers = newClosers()
  const stop = () =>
    closers.closeAll((name, error) => say(`The part "${name}" did not end in order: ${error}`))
  try {
    const app = await compose(config, closers, say)
    await app.listen({ host: config.host, port: config.port }).catch((cause) => {
      throw listenError(config, cause)
    })
    return { url: urlOf(app.server.address() as AddressInfo), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function listenError({ host, port }: Config, cause: NodeJS.ErrnoException): StartError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is in use. Stop the program that uses it, or choose another with EVALLOOP_PORT.`,
    EACCES: `Port ${port} needs rights that this account does not have. Choose one above 1023 with EVALLOOP_PORT.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Choose another with EVALLOOP_HOST.`,
    ENOTFOUND: `The name ${host} is not known. Choose another with EVALLOOP_HOST.`,
  }
  return new StartError(
    reasons[cause.code ?? ''] ?? `The server cannot listen on ${host}:${port}: ${cause.message}.`,
    cause,
  )
}

function urlOf({ address, family, port }: AddressInfo): string {
  const everywhere = address === '0.0.0.0' || address === '::'
  const name = everywhere ? '127.0.0.1' : family === 'IPv6' ? `[${address}]` : address
  return `http://${name}:${port}`
}

/** Serves until Ctrl-C or SIGTERM, then ends everything in order. A second Ctrl-C does not wait. */
export async function runUntilStopped(
  server: RunningServer,
  say: (text: string) => void,
  asked: Promise<void> = stopSignal(say),
): Promise<void> {
  await asked
  await server.stop()
  process.exit(0)
}

/**
 * Resolves when somebody asks this process to end. Taken before the start, it keeps a Ctrl-C from leaving a half-started
 * PostgreSQL behind.
 */
export function stopSignal(say: (text: string) => void): Promise<void> {
  return new Promise((done) => {
    let firstAt: number | undefined
    const onSignal = () => {
      // One Ctrl-C arrives twice under `npm start`: from the terminal and from npm.
      if (firstAt === undefined) say('Stopping …')
      firstAt ??= performance.now()
      done()
      if (performance.now() - firstAt < SAME_SIGNAL_MS) return
      say('Stopped without waiting.')
      process.exit(1)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  })
}
