import { expect, test } from 'vitest'
import { readinessOf } from './readiness.ts'

const well = async () => ({ state: 'keeping-up' })

test('a database that never answers is told, and the others are not kept waiting', async () => {
  const frozen = { query: () => new Promise<never>(() => {}) }
  const { ready, parts } = await readinessOf(frozen, well, 5)
  expect(ready).toBe(true)
  expect(parts).toEqual([
    { name: 'model', ok: true },
    { name: 'database', ok: false, problem: 'It did not answer within 0.005 s.' },
    { name: 'capture', ok: true },
  ])
})

test('predictions go on while capture loses and the database is away, so the server stays ready', async () => {
  const away = { query: () => Promise.reject(new Error('away')) }
  const { ready, parts } = await readinessOf(away, async () => ({ state: 'losing', problem: 'disk full' }))
  expect(ready).toBe(true)
  expect(parts.filter(({ ok }) => !ok).map(({ name, problem }) => [name, problem])).toEqual([
    ['database', 'away'],
    ['capture', 'disk full'],
  ])
})
