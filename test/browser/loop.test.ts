import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { PredictionPage } from '#contract/capture.ts'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import type { DrawPage } from '#contract/sample.ts'
import { openBrowser, openPage } from '../support/browser.ts'
import { picture } from '../support/pictures.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { newTemporaryFolder, removeFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'

let folder: string
let server: ServerProcess
let browser: Browser

beforeAll(async () => {
  folder = await newTemporaryFolder()
  server = await startServerProcess({ EVALLOOP_DATA_DIR: folder })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await removeFolder(folder)
})

async function ask<Answer>(path: string): Promise<Answer> {
  return (await fetch(server.url + path)).json() as Promise<Answer>
}

test('a visitor uploads a photo, flags the answer, takes it back, flags again and corrects it', async () => {
  const { page, faults } = await openPage(browser, server.url)
  await page.goto('/')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: 'lunch.png', mimeType: 'image/png', buffer: await picture(1, 'png', 400) })

  const wrong = page.getByRole('button', { name: 'That’s wrong' })
  await wrong.click()
  await until(async () => (await flagged()) === 1)
  await page
    .getByRole('button', { name: /undo|take .*back/i })
    .first()
    .click()
  await until(async () => (await flagged()) === 0)
  await page.getByRole('button', { name: 'That’s wrong' }).click()
  await until(async () => (await flagged()) === 1)

  await page.getByRole('button', { name: /say what it is/i }).click()
  const another = page.getByRole('group', { name: 'What is it really?' }).getByRole('button').first()
  const corrected = await another.innerText()
  await another.click()
  await until(async () => (await listed('corrected=true')).predictions[0]?.correctedClass === corrected)
  expect(faults).toEqual([])
})

test('a file that is no image is refused in words, and the page goes on', async () => {
  const { page } = await openPage(browser, server.url)
  await page.goto('/')
  const input = page.locator('input[type=file]').first()
  await input.setInputFiles({
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from('not an image'),
  })
  await page
    .getByText(/JPEG, PNG, WebP/)
    .first()
    .waitFor()
  await page
    .getByRole('button', { name: /another photo|choose/i })
    .first()
    .waitFor()
})

test('an engineer draws, an annotator labels with the keyboard, and the console shows the accuracy', async () => {
  for (let seed = 0; seed < 60; seed++) await predict(seed)
  await until(async () => (await listed('limit=200')).predictions.length >= 60)
  const { page, faults } = await openPage(browser, server.url)

  await page.goto('/console/draws/new')
  await page.getByRole('button', { name: '24 hours' }).click()
  await page.getByLabel('Labels to spend').fill('14')
  await page.getByRole('button', { name: 'Draw', exact: true }).click()
  await until(async () => (await ask<DrawPage>(api.draws)).draws.length === 1)

  await page.goto('/console/label')
  await page.getByLabel('Name').fill('Ada')
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.locator('img').first().waitFor()
  await labelAll(async (key) => page.keyboard.press(key))
  await page
    .getByText(/see the estimate/i)
    .first()
    .waitFor()
  const times = await pressToNext(page)
  console.log(
    `key press to next image: ${times.length} presses, median ${times[times.length >> 1]} ms, worst ${times.at(-1)} ms`,
  )

  const accuracy = await ask<AccuracyEstimate>(api.accuracy)
  expect(accuracy.kind).toBe('estimate')
  await page.goto('/console/evaluate')
  await page.getByText('95% interval').first().waitFor()
  expect(faults).toEqual([])
})

/** Answers with different keys until the draw is done; undoes one answer on the way. */
async function labelAll(press: (key: string) => Promise<void>): Promise<void> {
  const finished = async () => {
    const [draw] = (await ask<DrawPage>(api.draws)).draws
    const progress = draw?.progress
    return progress ? progress.labelled + progress.skipped + progress.cannotTell : 0
  }
  const total = (await ask<DrawPage>(api.draws)).draws[0]?.progress.tasks ?? 0
  expect(total).toBeGreaterThanOrEqual(10)
  const keys = ['1', '2', '3', '0']
  await press('5')
  await until(async () => (await finished()) === 1)
  await press('z')
  await until(async () => (await finished()) === 0)
  for (let answer = 0; answer < total; answer++) {
    await press(keys[answer % keys.length] ?? '1')
    await until(async () => (await finished()) === answer + 1)
  }
}

/** Milliseconds from each answering key to the frame that shows the next image, as the page itself measured them. */
async function pressToNext(page: Page): Promise<number[]> {
  const times = await page.evaluate<number[]>(
    'performance.getEntriesByName("label:next").map((entry) => Math.round(entry.duration))',
  )
  return times.sort((a, b) => a - b)
}

async function flagged(): Promise<number> {
  return (await listed('flagged=true')).predictions.length
}

function listed(query: string): Promise<PredictionPage> {
  return ask<PredictionPage>(`${api.predictions}?${query}`)
}

async function predict(seed: number): Promise<void> {
  const body = new Uint8Array(await picture(seed))
  await fetch(server.url + api.predictions, {
    method: 'POST',
    body,
    headers: { 'content-type': 'image/jpeg' },
  })
}
