/**
 * Promise: keeping a prediction costs its caller nothing to speak of (median at most 1.15 × of answering without
 * keeping). Reference: the same model, threads and pictures with a sink that keeps nothing, in the same run, in turns.
 *
 *   npm run bench:capture
 */
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CaptureSink } from '#ports/capture-sink.ts'
import { newId, systemClock, systemRandom } from '../src/adapters/clock/system.ts'
import { openSqliteSpool } from '../src/adapters/spool/sqlite-spool.ts'
import { readConfig } from '../src/main/config.ts'
import { openModel } from '../src/main/model.ts'
import { captureSink } from '../src/stages/capture/index.ts'
import { predictImage } from '../src/stages/predict/index.ts'
import { picture } from '../test/support/pictures.ts'

const ROUNDS = 30
const REQUESTS = 40
const CLIENTS = [1, 4]

// Before the model's threads exist: they close SVG, which the pictures are drawn from, to the whole process.
const pictures = await Promise.all(Array.from({ length: 16 }, (_, seed) => picture(seed, 'jpeg', 640)))

const folder = await mkdtemp(join(tmpdir(), 'evalloop-bench-'))
const config = readConfig({ flags: { dataDir: folder }, environment: {} })
const model = await openModel(config, folder)
const spool = await openSqliteSpool(join(folder, 'spool'))

const sinks: Record<'kept' | 'reference', CaptureSink> = {
  kept: captureSink(spool, systemClock, { kept: () => {}, dropped: (problem) => fail(problem) }),
  reference: { begin: () => ({ commit: async () => true, abandon: async () => {} }) },
}

const rows = []
for (const clients of CLIENTS) {
  const times = { kept: [] as number[], reference: [] as number[] }
  await round(sinks.reference, clients)
  for (let turn = 0; turn < ROUNDS; turn++) {
    const order = turn % 2 === 0 ? (['kept', 'reference'] as const) : (['reference', 'kept'] as const)
    for (const name of order) times[name].push(...(await round(sinks[name], clients)))
    await spool.done(await spool.next(10_000))
  }
  const kept = quantiles(times.kept)
  const reference = quantiles(times.reference)
  rows.push({
    clients,
    kept,
    reference,
    ratioP50: kept.p50Ms / reference.p50Ms,
    ratioP95: kept.p95Ms / reference.p95Ms,
  })
}

const result = {
  promise: 'ratioP50 ≤ 1.15',
  held: rows.every((row) => row.ratioP50 <= 1.15),
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  node: process.version,
  commit: commit(),
  rows,
}
console.table(
  rows.map(({ clients, kept, reference, ratioP50, ratioP95 }) => ({
    clients,
    'kept p50 ms': kept.p50Ms.toFixed(2),
    'reference p50 ms': reference.p50Ms.toFixed(2),
    'ratio p50': ratioP50.toFixed(3),
    'ratio p95': ratioP95.toFixed(3),
  })),
)
if (process.argv.includes('--save'))
  await writeFile(
    join(import.meta.dirname, 'results/capture-cost.json'),
    `${JSON.stringify(result, undefined, 2)}\n`,
  )

await model.runner.close()
await spool.close()
await rm(folder, { recursive: true })

/** Milliseconds of each request. */
async function round(capture: CaptureSink, clients: number): Promise<number[]> {
  const serving = { version: model.id, classes: model.manifest.classes, runner: model.runner }
  const needs = { model: serving, capture, clock: systemClock, newId, random: systemRandom }
  const milliseconds: number[] = []
  let next = 0
  const client = async () => {
    for (let turn = next++; turn < REQUESTS; turn = next++) {
      const bytes = pictures[turn % pictures.length] as Buffer
      const start = performance.now()
      await predictImage(bytes, {}, needs)
      milliseconds.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return milliseconds
}

function quantiles(values: number[]) {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return { p50Ms: at(0.5), p95Ms: at(0.95) }
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname })
    .toString()
    .trim()
}

function fail(problem: unknown): never {
  throw new Error('The spool refused a prediction.', { cause: problem })
}
