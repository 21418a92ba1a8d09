import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { EvalloopError } from '#contract/errors.ts'
import type { PredictionRecord, Spool, SpoolEntry } from '#ports/spool.ts'
import type { JournalReply, JournalRequest, Row } from './journal-worker.ts'

/**
 * Images are files, records are rows of a SQLite journal in WAL mode with `synchronous = full`: SQLite already does
 * checksums, torn tails and clean-up. The journal lives in a thread of its own, so that its `fsync` never holds up a
 * request, and one `fsync` serves every record that arrived meanwhile.
 *
 * An image is written and synced while the model runs; its record follows when the answer is known. A crash between
 * the two leaves an image without a record: nobody was answered, and the next start removes it.
 */
export async function openSqliteSpool(folder: string): Promise<Spool> {
  const images = join(folder, 'images')
  await mkdir(images, { recursive: true })
  const journal = new Journal(join(folder, 'journal.sqlite'))
  await journal.ask({ verb: 'open' })
  await removeUnrecordedImages(images, journal)
  const directory = await open(images, 'r')

  return {
    async keepImage(id, bytes) {
      const file = await open(join(images, id), 'wx')
      try {
        await file.writeFile(bytes)
        await file.datasync()
      } finally {
        await file.close()
      }
      await directory.sync()
    },
    dropImage: (id) => rm(join(images, id), { force: true }),
    async keepPrediction(record) {
      const { embedding, ...rest } = record
      const blob = embedding && Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength)
      await journal.add({
        kind: 'prediction',
        predictionId: record.id,
        body: JSON.stringify(rest),
        ...(blob && { blob }),
      })
    },
    async keepFeedback(record) {
      await journal.add({ kind: 'feedback', predictionId: record.predictionId, body: JSON.stringify(record) })
    },
    async find(id) {
      const [row] = await journal.ask({ verb: 'find', kind: 'prediction', predictionId: id })
      return row && predictionOf(row)
    },
    async feedbackOf(predictionId) {
      const rows = await journal.ask({ verb: 'find', kind: 'feedback', predictionId })
      return rows.map(feedbackOf)
    },
    image: (id) =>
      readFile(join(images, id)).catch((cause: NodeJS.ErrnoException) => {
        throw cause.code === 'ENOENT' ? new EvalloopError('OBJECT_MISSING', { image: id }, cause) : cause
      }),
    async next(limit) {
      return (await journal.ask({ verb: 'next', limit })).map(entryOf)
    },
    async done(entries) {
      await journal.ask({ verb: 'remove', sequences: entries.map((entry) => entry.sequence) })
      for (const entry of entries)
        if (entry.kind === 'prediction') await rm(join(images, entry.prediction.id), { force: true })
    },
    async setAside({ sequence }, problem) {
      await journal.ask({ verb: 'set-aside', sequence, problem })
    },
    async backlog() {
      const [row] = await journal.ask({ verb: 'backlog' })
      const { at, setAside } = JSON.parse(row?.body ?? '{"setAside":0}')
      return { entries: row?.sequence ?? 0, setAside, ...(at && { oldestAt: new Date(at) }) }
    },
    async close() {
      await directory.close()
      await journal.close()
    },
  }
}

function entryOf(row: Row): SpoolEntry {
  return row.kind === 'prediction'
    ? { sequence: row.sequence, kind: 'prediction', prediction: predictionOf(row) }
    : { sequence: row.sequence, kind: 'feedback', feedback: feedbackOf(row) }
}

function predictionOf(row: Row): PredictionRecord {
  const record = JSON.parse(row.body)
  return {
    ...record,
    answeredAt: new Date(record.answeredAt),
    ...(row.blob && { embedding: new Float32Array(new Uint8Array(row.blob).buffer) }),
  }
}

function feedbackOf(row: Row) {
  const record = JSON.parse(row.body)
  return { ...record, at: new Date(record.at) }
}

async function removeUnrecordedImages(images: string, journal: Journal): Promise<void> {
  for (const id of await readdir(images)) {
    const known = await journal.ask({ verb: 'find', kind: 'prediction', predictionId: id })
    if (known.length === 0) await rm(join(images, id), { force: true })
  }
}

/** The main thread's end of the journal: numbered questions, one answer each. */
class Journal {
  #worker: Worker
  #waiting = new Map<number, { done: (rows: Row[]) => void; fail: (error: Error) => void }>()
  #lastNumber = 0
  #ended: Error | undefined

  constructor(file: string) {
    this.#worker = new Worker(new URL('./journal-worker.ts', import.meta.url), { workerData: { file } })
    this.#worker.on('message', (reply: JournalReply) => this.#settle(reply))
    this.#worker.on('error', (error) =>
      this.#failAll(error instanceof Error ? error : new Error(String(error))),
    )
    this.#worker.on('exit', () => this.#failAll(new Error('The journal of the spool has closed.')))
  }

  add(row: Omit<Row, 'sequence'>): Promise<Row[]> {
    return this.ask({ verb: 'add', row })
  }

  /** Fails at once when the thread has ended: nobody would ever answer. */
  ask(request: JournalRequest): Promise<Row[]> {
    if (this.#ended) return Promise.reject(this.#ended)
    const number = ++this.#lastNumber
    return new Promise((done, fail) => {
      this.#waiting.set(number, { done, fail })
      this.#worker.postMessage({ number, request })
    })
  }

  async close(): Promise<void> {
    await this.ask({ verb: 'close' })
    await this.#worker.terminate()
  }

  #settle(reply: JournalReply): void {
    const waiting = this.#waiting.get(reply.number)
    this.#waiting.delete(reply.number)
    if ('problem' in reply) waiting?.fail(new Error(reply.problem))
    else waiting?.done(reply.rows)
  }

  #failAll(error: Error): void {
    this.#ended ??= error
    for (const { fail } of this.#waiting.values()) fail(error)
    this.#waiting.clear()
  }
}
