import { afterAll, beforeAll, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../support/database.ts'
import { addPredictions, answerTasks, mostlyRight, openLabellingRooms } from '../support/labelling-rooms.ts'

let opened: TestDatabase
beforeAll(async () => {
  opened = await openTestDatabase()
})
afterAll(() => opened?.close())
async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  let worst = 0,
    last = performance.now(),
    on = true
  ;(async () => {
    while (on) {
      await new Promise((r) => setImmediate(r))
      const n = performance.now()
      worst = Math.max(worst, n - last)
      last = n
    }
  })()
  const start = performance.now()
  const result = await work()
  on = false
  console.log(name, `${(performance.now() - start).toFixed(0)} ms, longest block ${worst.toFixed(0)} ms`)
  return result
}
test('big', async () => {
  const rooms = openLabellingRooms(opened.database)
  const modelVersion = await timed('200k predictions', () =>
    addPredictions(opened.database, { count: 200_000, flagEvery: 50, from: '2026-02-01T00:00:00.000Z' }),
  )
  const interval = { from: '2026-02-01T00:00:00.000Z', to: '2026-02-10T00:00:00.000Z' }
  await opened.database.query('analyze')
  console.log(await timed('preview', () => rooms.sample.preview({ ...interval, modelVersion })))
  const draw = await timed('draw', () => rooms.sample.draw({ ...interval, modelVersion, budget: 1000 }))
  console.log(draw.frameSize, draw.strata)
  console.log(await timed('verify', () => rooms.sample.verify(draw.id)))
  await timed('200 answers', () => answerTasks(rooms, draw.id, 200, mostlyRight))
  await timed('lease', () => rooms.label.lease(draw.id, { annotator: 'bob' }))
  const { tasks } = await rooms.label.lease(draw.id, { annotator: 'bob' })
  await timed('annotate', () =>
    rooms.label.annotate(tasks[0]!.id, {
      annotator: 'bob',
      answer: { kind: 'skip' },
      millisecondsSpent: 1,
      predictionShown: false,
    }),
  )
  await timed('accuracy unfinished', () => rooms.evaluate.accuracy({ modelVersion }))
  console.log(await timed('accuracy unfinished', () => rooms.evaluate.accuracy({ modelVersion })))
  await timed('confusion', () => rooms.evaluate.confusion({ modelVersion }))
  await timed('list', () => rooms.sample.list({}))
}, 300000)
