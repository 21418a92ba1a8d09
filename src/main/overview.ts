import { EvalloopError } from '#contract/errors.ts'
import type { CaptureHealth, Overview, OverviewQuery } from '#contract/overview.ts'
import type { Draw, TaskCounts } from '#contract/sample.ts'
import type { Database } from '#ports/database.ts'
import { systemClock } from '../adapters/clock/system.ts'
import { firstAnswerAt, type Period, volumeOf } from '../read-model/index.ts'
import type { RegistryStore } from '../registry/index.ts'
import type { Rooms } from './rooms.ts'

const DAY_MS = 86_400_000
const OPEN_DRAWS = 200

type Sources = Readonly<{
  database: Database
  rooms: Rooms
  registry: RegistryStore
  servingVersion: string
  captureHealth(): Promise<CaptureHealth>
}>

/** Everything that the first page shows, in one answer. Without bounds it begins with the first prediction of all. */
export async function readOverview(query: OverviewQuery, sources: Sources): Promise<Overview> {
  const { database, rooms, registry, servingVersion } = sources
  const period = await periodOf(query, database)
  const window = { from: period.from.toISOString(), to: period.to.toISOString() }
  const [model, volume, capture, open, accuracy, history] = await Promise.all([
    registry.get(servingVersion),
    volumeOf(database, period),
    sources.captureHealth(),
    rooms.sample.list({ state: 'open', limit: OPEN_DRAWS }),
    rooms.evaluate.accuracy(query),
    rooms.evaluate.history(query),
  ])
  return {
    ...window,
    model,
    ...volume,
    capture,
    labels: { openDraws: open.draws.map((draw) => draw.id), progress: sumOf(open.draws) },
    accuracy,
    history,
  }
}

async function periodOf(query: OverviewQuery, database: Database): Promise<Period> {
  const to = query.to ? new Date(query.to) : new Date(systemClock.now().getTime() + 1)
  const from = query.from
    ? new Date(query.from)
    : ((await firstAnswerAt(database)) ?? new Date(to.getTime() - DAY_MS))
  if (from >= to) throw new EvalloopError('INTERVAL_INVALID', { from, to })
  return { from, to }
}

function sumOf(draws: readonly Draw[]): TaskCounts {
  const total: TaskCounts = { tasks: 0, waiting: 0, leased: 0, labelled: 0, skipped: 0, cannotTell: 0 }
  for (const { progress } of draws)
    for (const key of Object.keys(total) as (keyof TaskCounts)[]) total[key] += progress[key]
  return total
}
