/** A second signal sooner than this is the first one again. */
const SAME_SIGNAL_MS = 3_000
/** After an unexpected error everything may take this long to end. */
const FAILED_END_LIMIT_MS = 20_000

/**
 * Aborts when somebody asks this process to end, or when an error that nobody caught makes it useless; then the error
 * is the signal's reason (see `failureOf`). Taken before the start, it keeps a Ctrl-C from leaving anything half-started
 * behind. A second Ctrl-C does not wait.
 */
export function stopRequest(say: (text: string) => void): AbortSignal {
  const request = new AbortController()
  let firstAt: number | undefined
  const onSignal = () => {
    // One Ctrl-C arrives twice under `npm start`: from the terminal and from npm.
    if (firstAt === undefined) say('Stopping …')
    firstAt ??= performance.now()
    request.abort()
    if (performance.now() - firstAt >= SAME_SIGNAL_MS) endAtOnce(say)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  process.on('uncaughtException', (error) => {
    request.abort(new UnexpectedEnd(error))
    setTimeout(() => endAtOnce(say), FAILED_END_LIMIT_MS).unref()
  })
  return request.signal
}

/** The error that aborted the signal; undefined when somebody asked for the end. */
export function failureOf({ reason }: AbortSignal): unknown {
  return reason instanceof UnexpectedEnd ? reason.cause : undefined
}

class UnexpectedEnd extends Error {
  constructor(cause: unknown) {
    super('An error was not caught.', { cause })
  }
}

/**
 * Child processes end in listeners of `exit`, which were added before this one. It comes last and ends the threads with
 * the process: ending them by themselves while ONNX Runtime loads aborts with a message of its own.
 */
function endAtOnce(say: (text: string) => void): never {
  say('Stopped without waiting.')
  process.on('exit', () => process.kill(process.pid, 'SIGKILL'))
  process.exit(1)
}
