import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { PredictionDetail, PredictionPage } from '#contract/capture.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import { picture } from '../support/pictures.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { newTemporaryFolder, removeFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'

const KILLS = 20
const CLIENTS = 6

let folder: string
beforeAll(async () => {
  folder = await newTemporaryFolder()
})
afterAll(() => removeFolder(folder))

type Acknowledged = { answer: PredictionAnswer; sha256: string; flagged: boolean }

test(`[CA1] [CA6] ${KILLS} kills under load: nothing acknowledged is missing, nothing half-written is visible`, async () => {
  const pictures = await Promise.all(Array.from({ length: 24 }, (_, seed) => picture(seed)))
  const acknowledged: Acknowledged[] = []
  let server = await startServerProcess({ EVALLOOP_DATA_DIR: folder })

  for (let kill = 0; kill < KILLS; kill++) {
    const wanted = acknowledged.length + 5 + ((kill * 7) % 23)
    const clients = Array.from({ length: CLIENTS }, (_, client) =>
      load(server.url, pictures, client, acknowledged),
    )
    await until(() => acknowledged.length >= wanted)
    await server.kill()
    await Promise.all(clients)
    server = await startServerProcess({ EVALLOOP_DATA_DIR: folder })
  }

  await until(async () =>
    (await (await fetch(`${server.url}/metrics`)).text()).includes('evalloop_capture_pending 0'),
  )
  expect(await missing(server, acknowledged)).toEqual([])
  const listed = await listAll(server.url)
  const unacknowledged = listed.length - acknowledged.length
  console.log(
    `${KILLS} kills, ${acknowledged.length} acknowledged, 0 lost; ${unacknowledged} kept whose answer was cut off`,
  )
  for (const { id } of listed) await expectWhole(server.url, id)
  expect(await readdir(join(folder, 'spool/images'))).toEqual([])
  expect(await server.stop()).toBe(0)
}, 300_000)

/** One client: predicts and flags until the server is gone; writes down only what was answered. */
async function load(
  url: string,
  pictures: Buffer[],
  client: number,
  acknowledged: Acknowledged[],
): Promise<void> {
  for (let turn = client; ; turn++) {
    try {
      const bytes = pictures[turn % pictures.length] as Buffer
      const response = await fetch(url + api.predictions, {
        method: 'POST',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'image/jpeg' },
      })
      const entry = {
        answer: (await response.json()) as PredictionAnswer,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        flagged: false,
      }
      if (response.status !== 201) continue
      acknowledged.push(entry)
      if (turn % 3 > 0) continue
      entry.flagged = (await fetch(url + api.flag(entry.answer.objectKey), { method: 'POST' })).status === 204
    } catch {
      return
    }
  }
}

async function missing({ url }: ServerProcess, acknowledged: Acknowledged[]): Promise<string[]> {
  const lost: string[] = []
  for (const { answer, sha256, flagged } of acknowledged) {
    const response = await fetch(url + api.prediction(answer.id))
    const found = (await response.json()) as PredictionDetail
    const same =
      response.status === 200 &&
      found.sha256 === sha256 &&
      found.modelVersion === answer.modelVersion &&
      found.answeredAt === answer.answeredAt &&
      (!flagged || (found.flagged && found.tags.flagged === 'true')) &&
      JSON.stringify(found.probabilities) === JSON.stringify(answer.probabilities)
    if (!same) lost.push(answer.id)
  }
  return lost
}

async function listAll(url: string): Promise<{ id: string }[]> {
  const all: { id: string }[] = []
  for (let cursor = ''; ; ) {
    const page = (await (
      await fetch(`${url}${api.predictions}?limit=200&order=oldest${cursor}`)
    ).json()) as PredictionPage
    all.push(...page.predictions)
    if (page.nextCursor === undefined) return all
    cursor = `&cursor=${page.nextCursor}`
  }
}

async function expectWhole(url: string, id: string): Promise<void> {
  const detail = (await (await fetch(url + api.prediction(id))).json()) as PredictionDetail
  const image = new Uint8Array(await (await fetch(url + api.predictionImage(id))).arrayBuffer())
  expect(createHash('sha256').update(image).digest('hex')).toBe(detail.sha256)
  expect(detail.tags.predicted_class).toBe(detail.class)
}
