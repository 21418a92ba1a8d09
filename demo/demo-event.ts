export type DemoStage = 'traffic' | 'labelling'

/** What the demo tells while it runs. `text` is one line for a person. */
export type DemoEvent =
  | Readonly<{ kind: 'message'; text: string }>
  | Readonly<{
      kind: 'progress'
      stage: DemoStage
      done: number
      total: number
      perSecond: number
      text: string
    }>

export type Report = (event: DemoEvent) => void
export type Clock = () => number

/** A counter that reports each step with the rate since it was made. */
export function progress(stage: DemoStage, noun: string, report: Report, now: Clock) {
  const startedAt = now()
  return (done: number, total: number) => {
    const seconds = Math.max(now() - startedAt, 1) / 1000
    const perSecond = done / seconds
    const text = `${done} of ${total} ${noun}, ${perSecond.toFixed(1)} a second`
    report({ kind: 'progress', stage, done, total, perSecond, text })
  }
}
