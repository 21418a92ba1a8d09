import { access, constants, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError } from './config.ts'

/** Rises when the folder's layout changes in a way that an older Evalloop cannot read. */
const LAYOUT = 1

export type DataFolder = Readonly<{ path: string; release(): void }>

/**
 * Takes the data folder for this process alone. The lock is the operating system's own, taken through SQLite: it ends
 * with the process, however that ends, so there is never a stale one to clean up. Throws StartError.
 */
export async function takeDataFolder(wanted: string): Promise<DataFolder> {
  const path = resolve(wanted)
  await makeWritable(path)
  const lock = await takeLock(path)
  try {
    await checkLayout(path)
  } catch (error) {
    lock.close()
    throw error
  }
  return { path, release: () => lock.close() }
}

async function makeWritable(path: string): Promise<void> {
  try {
    await makeFolders(path)
    await access(path, constants.W_OK | constants.X_OK)
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code
    throw new StartError(
      `The data folder ${path} cannot be written (${reason}). Choose another with EVALLOOP_DATA_DIR, or change its rights.`,
      cause,
    )
  }
}

/** One by one: where a file system has no place for new folders (/proc), Node's own recursion never ends. */
async function makeFolders(path: string): Promise<void> {
  await makeFolder(path).catch(async (error) => {
    const parent = dirname(path)
    if (error.code !== 'ENOENT' || (await isFolder(parent))) throw error
    await makeFolders(parent)
    await makeFolder(path)
  })
}

async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch(async (error) => {
    if (!(await isFolder(path))) throw error
  })
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function takeLock(path: string): Promise<DatabaseSync> {
  const holderFile = join(path, 'evalloop.pid')
  try {
    const lock = new DatabaseSync(join(path, 'evalloop.lock'), { timeout: 200 })
    lock.exec('pragma locking_mode = exclusive; pragma journal_mode = delete; begin exclusive')
    await writeFile(holderFile, `${process.pid}\n`)
    return lock
  } catch (cause) {
    if (!/locked|busy/i.test(String(cause))) {
      throw new StartError(`The data folder ${path} cannot be locked: ${(cause as Error).message}.`, cause)
    }
    const holder = (await readFile(holderFile, 'utf8').catch(() => '')).trim()
    const who = holder ? ` (process ${holder})` : ''
    throw new StartError(
      `Another Evalloop${who} is using the data folder ${path}. Stop it, or choose another folder with EVALLOOP_DATA_DIR.`,
      cause,
    )
  }
}

async function checkLayout(path: string): Promise<void> {
  const file = join(path, 'evalloop.json')
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return writeLayout(file)
  const { layout } = parseLayout(text, file)
  if (layout > LAYOUT) throw new StartError(newerMessage(path))
}

function parseLayout(text: string, file: string): { layout: number } {
  try {
    const { layout } = JSON.parse(text)
    if (Number.isInteger(layout)) return { layout }
  } catch {
    // Told below, together with a number that is none.
  }
  throw new StartError(
    `${file} is damaged: it should say which layout the data folder has. Restore it from a backup.`,
  )
}

async function writeLayout(file: string): Promise<void> {
  await writeFile(`${file}.draft`, `${JSON.stringify({ layout: LAYOUT })}\n`)
  await rename(`${file}.draft`, file)
}

export function newerMessage(place: string): string {
  return `${place} was written by a newer version of Evalloop. Start that version, or restore a backup from before the upgrade.`
}
