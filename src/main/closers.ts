export type Closers = Readonly<{
  /** Remembers how to end a part; the last part that was added ends first. */
  add(name: string, close: () => Promise<void> | void): void
  /** Ends everything. A part that cannot be ended is reported and does not keep the others open. */
  closeAll(onProblem: (name: string, error: unknown) => void): Promise<void>
}>

export function newClosers(): Closers {
  const parts: { name: string; close: () => Promise<void> | void }[] = []
  return {
    add: (name, close) => void parts.push({ name, close }),
    async closeAll(onProblem) {
      for (let part = parts.pop(); part; part = parts.pop()) {
        const { name, close } = part
        await Promise.resolve()
          .then(close)
          .catch((error) => onProblem(name, error))
      }
    },
  }
}
