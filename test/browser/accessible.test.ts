import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import type { PredictionPage } from '#contract/capture.ts'
import type { Lease } from '#contract/label.ts'
import type { Draw } from '#contract/sample.ts'
import { openBrowser, openPage } from '../support/browser.ts'
import { picture } from '../support/pictures.ts'
import { type ServerProcess, startServerProcess } from '../support/server-process.ts'
import { newTemporaryFolder, removeFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const folders: string[] = []
let empty: ServerProcess
let full: ServerProcess
let fullPages: string[]
let browser: Browser

beforeAll(async () => {
  empty = await startServer()
  full = await startServer()
  fullPages = [...pages, ...(await fill(full.url))]
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await Promise.all([empty?.stop(), full?.stop()])
  for (const folder of folders) await removeFolder(folder)
})

async function startServer(): Promise<ServerProcess> {
  const folder = await newTemporaryFolder()
  folders.push(folder)
  return startServerProcess({ EVALLOOP_DATA_DIR: folder })
}

const looks = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const

const pages = [
  '/',
  '/console',
  '/console/predictions',
  '/console/draws',
  '/console/draws/new',
  '/console/label',
  '/console/evaluate',
  '/console/objects',
  '/console/objects/production',
  '/console/nowhere',
]

describe.each(looks)('WCAG 2.2 AA at $width px, $colorScheme', (look) => {
  test('a new installation', async () => {
    expect(await problemsOf(empty.url, pages, look)).toEqual([])
  })

  test('in the middle of the work', async () => {
    expect(await problemsOf(full.url, fullPages, look)).toEqual([])
  })
})

/** One line for each rule that a page breaks, each sideways scroll bar and each fault of its scripts. */
async function problemsOf(
  url: string,
  paths: readonly string[],
  look: (typeof looks)[number],
): Promise<string[]> {
  const { page, faults } = await openPage(browser, url, look)
  const problems: string[] = []
  for (const path of paths) {
    await page.goto(path, { waitUntil: 'networkidle' })
    for (const problem of await brokenRules(page)) problems.push(`${path}: ${problem}`)
    if (await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')) {
      problems.push(`${path}: scrolls sideways`)
    }
  }
  await page.context().close()
  return [...problems, ...faults]
}

type Violation = { id: string; help: string; nodes: { target: string[] }[] }

async function brokenRules(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(standards)} }).then((result) => result.violations)`,
  )
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
  )
}

/** Predictions with feedback, and a draw that is half labelled. Returns the pages about them. */
async function fill(url: string): Promise<string[]> {
  const list = async () =>
    (await (await fetch(`${url}${api.predictions}?limit=200`)).json()) as PredictionPage
  const send = async <Answer>(method: string, path: string, body: object): Promise<Answer> => {
    const headers = { 'content-type': 'application/json' }
    return (
      await fetch(url + path, { method, headers, body: JSON.stringify(body) })
    ).json() as Promise<Answer>
  }
  for (let seed = 0; seed < 50; seed++) {
    const body = new Uint8Array(await picture(seed))
    await fetch(url + api.predictions, { method: 'POST', body, headers: { 'content-type': 'image/jpeg' } })
  }
  await until(async () => (await list()).predictions.length === 50)
  const [first, second] = (await list()).predictions
  await send('POST', api.predictionFeedback(first?.id ?? ''), { kind: 'flag' })
  await send('POST', api.predictionFeedback(second?.id ?? ''), { kind: 'correct', class: 'Soup' })
  await until(async () => (await list()).predictions.some((row) => row.flagged))
  const interval = { from: '2020-01-01T00:00:00Z', to: new Date(Date.now() + 60_000).toISOString() }
  const draw = await send<Draw>('POST', api.draws, { ...interval, budget: 24 })
  const { tasks } = await send<Lease>('POST', api.drawLeases(draw.id), { annotator: 'Ada', count: 16 })
  const answer = { kind: 'class', class: 'Soup' }
  const about = { annotator: 'Ada', millisecondsSpent: 900, predictionShown: false }
  for (const task of tasks) await send('PUT', api.taskAnnotation(task.id), { ...about, answer })
  return [
    `/console/predictions/${tasks[0]?.predictionId}`,
    `/console/draws/${draw.id}`,
    `/console/label/${draw.id}`,
  ]
}
