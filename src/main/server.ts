import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { newClosers } from './closers.ts'
import { compose } from './compose.ts'
import { StartError } from './config.ts'
import type { Config } from './settings.ts'
import { failureOf } from './stop-request.ts'

export type RunningServer = Readonly<{ url: string; stop(): Promise<void> }>

/**
 * Starts everything and listens. When anything is wrong, everything that was started is ended again. Undefined when
 * `signal` aborted before the server could answer: nothing is left then either. Throws StartError.
 */
export async function startServer(
  config: Config,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<RunningServer | undefined> {
  const closers = newClosers()
  const stop = () =>
    closers.closeAll((name, error) => say(`The part "${name}" did not end in order: ${error}`))
  try {
    const app = await compose(config, closers, say, signal)
    await app.listen({ host: config.host, port: config.port }).catch((cause) => {
      throw listenError(config, cause)
    })
    signal.throwIfAborted()
    return { url: urlOf(app.server.address() as AddressInfo), stop }
  } catch (error) {
    await stop()
    if (!signal.aborted) throw error
    throwFailure(signal)
    return undefined
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

/** Serves until `signal` aborts, then ends everything in order. Throws the error that nobody caught, if that was why. */
export async function runUntilStopped(server: RunningServer, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
  await server.stop()
  throwFailure(signal)
}

function throwFailure(signal: AbortSignal): void {
  const failure = failureOf(signal)
  if (failure !== undefined) throw failure
}
