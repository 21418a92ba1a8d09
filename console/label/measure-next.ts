const name = 'label:next'
/** A day’s work fits; then the browser’s timeline is emptied, so that it does not grow for ever. */
const most = 5000

let startedAt: number | undefined
let measured = 0

/** The moment of the key or press that answered, on the page’s own clock. */
export function answerPressed(at: number): void {
  startedAt = at
}

/** The next image stands in the page: measured to after the frame that paints it. */
export function nextShown(): void {
  if (startedAt === undefined) return
  const start = startedAt
  startedAt = undefined
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      if (++measured % most === 0) performance.clearMeasures(name)
      performance.measure(name, { start, end: performance.now() })
      port1.close()
    }
    port2.postMessage(undefined)
  })
}
