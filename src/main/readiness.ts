import type { Readiness } from '#contract/overview.ts'
import type { Database } from '#ports/database.ts'

/** Whoever asks has a limit of its own: an answer that comes later than this is no answer. */
const DATABASE_LIMIT_MS = 2_000

type Part = Readiness['parts'][number]

/** Predictions need the model only, which is there once the server answers. What else is away is told, part by part. */
export async function readinessOf(
  database: Pick<Database, 'query'>,
  captureHealth: () => Promise<{ state: string; problem?: string }>,
  limitMs: number = DATABASE_LIMIT_MS,
): Promise<Readiness> {
  const [index, capture] = await Promise.all([databasePart(database, limitMs), captureHealth()])
  const captures = {
    name: 'capture',
    ok: capture.state === 'keeping-up',
    ...(capture.problem && { problem: capture.problem }),
  }
  return { ready: true, parts: [{ name: 'model', ok: true }, index, captures] }
}

/** A database that takes the question and never answers, frozen or behind a dead network, counts as away. */
async function databasePart(database: Pick<Database, 'query'>, limitMs: number): Promise<Part> {
  const answered = database.query('select 1').then(
    (): Part => ({ name: 'database', ok: true }),
    (error: Error): Part => ({ name: 'database', ok: false, problem: error.message }),
  )
  let timer: NodeJS.Timeout | undefined
  const silent = new Promise<Part>((done) => {
    const problem = `It did not answer within ${limitMs / 1000} s.`
    timer = setTimeout(() => done({ name: 'database', ok: false, problem }), limitMs)
  })
  return Promise.race([answered, silent]).finally(() => clearTimeout(timer))
}
