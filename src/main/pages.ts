import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { glob, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from './config.ts'

const root = join(import.meta.dirname, '../..')
export const pagesFolder = join(root, 'dist/pages')
const stampFile = join(pagesFolder, '.stamp')
const sources = [
  'console/**/*',
  'gourmetgram/**/*',
  'src/contract/*.ts',
  'vite.config.ts',
  'package-lock.json',
]

/** Builds console and GourmetGram when their sources differ from the last build. Throws StartError. */
export async function ensurePages(say: (text: string) => void): Promise<void> {
  const stamp = await stampOfSources()
  const built = await readFile(stampFile, 'utf8').catch(() => undefined)
  if (built === stamp) return
  const vite = findVite()
  if (!vite && built !== undefined) return // Installed without the build tools: what was shipped serves.
  if (!vite)
    throw new StartError(
      'The pages are not built, and Vite is not installed. Run `npm ci` without --omit=dev once.',
    )
  say('Building the pages (the first start takes a little longer) …')
  await runVite(vite)
  await writeFile(stampFile, stamp)
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

async function runVite(vite: string): Promise<void> {
  const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' }, // A test runner sets another one, which would build React for development.
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number>((done) => child.once('exit', (value) => done(value ?? 1)))
  if (code !== 0) throw new StartError(`The pages could not be built:\n${output.trim()}`)
}
