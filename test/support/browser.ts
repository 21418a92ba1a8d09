import { type Browser, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** As root Chromium has no sandbox; the other switches keep it from calling home. */
const switches = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium(process.env)
  if (!executablePath) throw new Error('There is no Chromium on this machine.')
  return chromium.launch({ executablePath, args: switches })
}

export type WatchedPage = Readonly<{
  page: Page
  /** What went wrong in the page meanwhile: uncaught errors and errors on its console. */
  faults: string[]
}>

/** A page of a fresh visitor, with its faults written down. */
export async function openPage(
  browser: Browser,
  baseURL: string,
  options: { width?: number; height?: number; colorScheme?: 'light' | 'dark' } = {},
): Promise<WatchedPage> {
  const { width = 1440, height = 900, colorScheme = 'light' } = options
  const context = await browser.newContext({
    baseURL,
    colorScheme,
    viewport: { width, height },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  return { page, faults }
}
