import { DatabaseSync } from 'node:sqlite'
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'

/** `sequence` is the order of arrival. */
export type Row = {
  sequence: number
  kind: 'prediction' | 'feedback'
  predictionId: string
  body: string
  blob?: Uint8Array
}

export type JournalRequest =
  | { verb: 'open' }
  | { verb: 'add'; row: Omit<Row, 'sequence'> }
  | { verb: 'find'; kind: Row['kind']; predictionId: string }
  | { verb: 'next'; limit: number }
  | { verb: 'remove'; sequences: number[] }
  | { verb: 'set-aside'; sequence: number; problem: string }
  | { verb: 'backlog' }
  | { verb: 'close' }

export type JournalReply = { number: number; rows: Row[] } | { number: number; problem: string }
type Question = { number: number; request: JournalRequest }

const port = parentPort
if (!port) throw new Error('The journal runs as a worker thread.')

const database = new DatabaseSync((workerData as { file: string }).file)
database.exec(`
  pragma locking_mode = exclusive;
  pragma journal_mode = wal;
  pragma synchronous = full;
  create table if not exists entry (
    sequence integer primary key autoincrement,
    kind text not null,
    predictionId text not null,
    body text not null,
    blob blob,
    -- Why the entry can never settle; null while it waits in the queue.
    problem text
  ) strict;
  create index if not exists entry_prediction on entry (predictionId, kind);
`)
const insert = database.prepare('insert into entry (kind, predictionId, body, blob) values (?, ?, ?, ?)')
const find = database.prepare('select * from entry where predictionId = ? and kind = ? order by sequence')
const next = database.prepare('select * from entry where problem is null order by sequence limit ?')
const remove = database.prepare('delete from entry where sequence = ?')
const count = database.prepare(
  'select count(*) filter (where problem is null) as entries, count(problem) as aside from entry',
)
const first = database.prepare('select body from entry where problem is null order by sequence limit 1')
const setAside = database.prepare('update entry set problem = ? where sequence = ?')

port.on('message', (question: Question) => {
  const questions = [question, ...alreadyWaiting()]
  for (const reply of answerTogether(questions)) port.postMessage(reply)
})

/** Everything that arrived during the last commit shares the next one. */
function alreadyWaiting(): Question[] {
  const questions: Question[] = []
  for (let found = receiveMessageOnPort(port as never); found; found = receiveMessageOnPort(port as never)) {
    questions.push(found.message as Question)
  }
  return questions
}

function answerTogether(questions: Question[]): JournalReply[] {
  try {
    database.exec('begin immediate')
    const replies = questions.map(({ number, request }) => ({ number, rows: answer(request) }))
    database.exec('commit')
    if (questions.some(({ request }) => request.verb === 'close')) database.close()
    return replies
  } catch (error) {
    if (database.isOpen && database.isTransaction) database.exec('rollback')
    const problem = error instanceof Error ? error.message : String(error)
    return questions.map(({ number }) => ({ number, problem }))
  }
}

function answer(request: JournalRequest): Row[] {
  switch (request.verb) {
    case 'add': {
      const { kind, predictionId, body, blob } = request.row
      insert.run(kind, predictionId, body, blob ?? null)
      return []
    }
    case 'find':
      return find.all(request.predictionId, request.kind) as Row[]
    case 'next':
      return next.all(request.limit) as Row[]
    case 'remove':
      for (const sequence of request.sequences) remove.run(sequence)
      return []
    case 'set-aside':
      setAside.run(request.problem, request.sequence)
      return []
    case 'backlog':
      return backlog()
    case 'open':
    case 'close':
      return []
  }
}

/** One row: `sequence` is the number of waiting entries, `body` holds the time of the oldest and what is set aside. */
function backlog(): Row[] {
  const counts = count.get()
  const oldest = first.get()?.body
  const { answeredAt, at } = typeof oldest === 'string' ? JSON.parse(oldest) : {}
  const body = JSON.stringify({ at: answeredAt ?? at, setAside: Number(counts?.aside ?? 0) })
  return [{ sequence: Number(counts?.entries ?? 0), kind: 'prediction', predictionId: '', body }]
}
