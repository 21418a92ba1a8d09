import type { DemoEvent } from '../../demo/demo-event.ts'
import { DemoStopped } from '../../demo/demo-stopped.ts'
import { describeResult } from '../../demo/describe-result.ts'
import { playDemo } from '../../demo/play.ts'
import { StartError } from './config.ts'
import { type ServerChild, startServerChild } from './server-child.ts'
import type { Config } from './settings.ts'
import { failureOf, stopRequest } from './stop-request.ts'

export type DemoOptions = Readonly<{
  url?: string
  predictions: number
  labels: number
  seed: number
  stop?: boolean
  json?: boolean
}>

/** Plays the demo on a running server, or on one that is started for it and then goes on serving. Throws StartError. */
export async function runDemo(
  config: Config,
  options: DemoOptions,
  say: (text: string) => void,
): Promise<void> {
  // Silent: a server of its own says that it stops, and the play says that it was stopped.
  const signal = stopRequest(() => {})
  const url = options.url ?? `http://${config.host}:${config.port}`
  const own = options.url || (await answers(url)) ? undefined : await startServerChild(config, signal)
  try {
    const { predictions, labels, seed } = options
    const where = {
      url: own?.url ?? url,
      token: config.adminToken ?? config.adminPassword,
      signal,
    }
    const result = await playDemo({ ...where, predictions, labels, seed, report: reporter(say) })
    console.log(options.json ? JSON.stringify(result) : describeResult(result).join('\n'))
  } catch (error) {
    await own?.stop()
    const failure = failureOf(signal)
    if (failure !== undefined) throw failure
    throw error instanceof DemoStopped ? new StartError(error.message, error) : error
  }
  if (own) await goOn(own, options, say, signal)
}

async function goOn(
  server: ServerChild,
  { stop }: DemoOptions,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  if (stop) return server.stop()
  say('\n  The server goes on; Ctrl-C stops it.')
  if (signal.aborted) return server.stop()
  signal.addEventListener('abort', () => server.stop())
  await server.ended
}

async function answers(url: string): Promise<boolean> {
  const response = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(1_000) }).catch(
    () => undefined,
  )
  return response?.ok ?? false
}

/** On a terminal one line moves; elsewhere every tenth part of the way is a line of its own. */
function reporter(say: (text: string) => void): (event: DemoEvent) => void {
  const live = process.stderr.isTTY
  return (event) => {
    if (event.kind === 'message') return say(event.text)
    const { done, total, text } = event
    if (live) process.stderr.write(`\r\x1b[2K  ${bar(done / total)} ${text}${done === total ? '\n' : ''}`)
    else if (done === total || done % Math.max(1, Math.round(total / 10)) === 0) say(`  ${text}`)
  }
}

function bar(share: number): string {
  const width = 24
  const full = Math.round(share * width)
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`
}
