import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from './config.ts'

const root = join(import.meta.dirname, '../..')
export const pagesFolder = join(root, 'dist/pages')
const STAMP = '.stamp'
const sources = [
  'console/**/*',
  'gourmetgram/**/*',
  'src/contract/*.ts',
  'vite.config.ts',
  'package-lock.json',
]

/**
 * Builds console and GourmetGram when their sources differ from the last build. Several at once do not disturb each
 * other: each builds in a folder of its own and moves it into place when it is whole. Throws StartError, and rejects
 * once `signal` aborts.
 */
export async function ensurePages(say: (text: string) => void, signal?: AbortSignal): Promise<void> {
  const stamp = await stampOfSources()
  const built = await readFile(join(pagesFolder, STAMP), 'utf8').catch(() => undefined)
  if (built === stamp) return
  const vite = findVite()
  if (!vite && built !== undefined) return // Installed without the build tools: what was shipped serves.
  if (!vite)
    throw new StartError(
      'The pages are not built, and Vite is not installed. Run `npm ci` without --omit=dev once.',
    )
  say('Building the pages (the first start takes a little longer) …')
  const draft = `${pagesFolder}-${process.pid}`
  try {
    await runVite(vite, draft, signal)
    await writeFile(join(draft, STAMP), stamp)
    await putInPlace(draft, pagesFolder)
  } finally {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 })
  }
}

/**
 * Moves a build to where it is served from. One with the same stamp that stands there already stays.
 * @param draft a folder beside `place`; it may be left over
 */
export async function putInPlace(draft: string, place: string): Promise<void> {
  const stampOf = (folder: string) => readFile(join(folder, STAMP), 'utf8').catch(() => undefined)
  const stamp = await stampOf(draft)
  const old = `${draft}-old`
  while ((await stampOf(place)) !== stamp) {
    await rename(place, old).catch(ignore('ENOENT'))
    await rename(draft, place).catch(ignore('ENOTEMPTY', 'EEXIST')) // Somebody else was faster: look again.
    await rm(old, { recursive: true, force: true })
  }
}

function ignore(...codes: string[]) {
  return (error: NodeJS.ErrnoException) => {
    if (!codes.includes(error.code ?? '')) throw error
  }
}

async function stampOfSources(): Promise<string> {
  const hash = createHash('sha256')
  const files = (await Array.fromAsync(glob(sources, { cwd: root, withFileTypes: true })))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  for (const file of files) hash.update(file.slice(root.length)).update(await readFile(file))
  return hash.digest('hex')
}

function findVite(): string | undefined {
  try {
    const found = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
    return existsSync(found) ? found : undefined
  } catch {
    return undefined
  }
}

async function runVite(vite: string, into: string, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn', '--outDir', into], {
    cwd: root,
    // With a signal, Ctrl-C in the terminal reaches only Evalloop, which ends the build and says so once.
    detached: signal !== undefined,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' }, // A test runner sets another one, which would build React for development.
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const end = () => child.kill('SIGKILL')
  signal?.addEventListener('abort', end)
  process.once('exit', end)
  const code = await new Promise<number>((done) => child.once('exit', (value) => done(value ?? 1)))
  signal?.removeEventListener('abort', end)
  process.off('exit', end)
  signal?.throwIfAborted()
  if (code !== 0) throw new StartError(`The pages could not be built:\n${output.trim()}`)
}
