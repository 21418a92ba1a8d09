import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EvalloopError } from '#contract/errors.ts'
import type { ObjectStore, StoredObject, Tags } from '#ports/object-store.ts'

type About = { mediaType: string; tags: Tags }

/**
 * One file an object: `objects/<bucket>/<key>`, so that a bucket is an image folder that every tool can read. Media
 * type and tags stand in a parallel tree, `about/<bucket>/<key>.json`. Files appear whole, by a link or rename of a
 * synced draft; the `about` file comes first, so an object that is visible always has one.
 */
export function openFilesystemStore(folder: string): ObjectStore {
  const objects = join(folder, 'objects')
  const about = join(folder, 'about')
  const drafts = join(folder, 'drafts')
  // What a killed process left half-written; one process at a time holds the data folder.
  rmSync(drafts, { recursive: true, force: true })

  const fileOf = (bucket: string, key: string) => join(objects, safeBucket(bucket), ...safeSegments(key))
  const aboutOf = (bucket: string, key: string) =>
    `${join(about, safeBucket(bucket), ...safeSegments(key))}.json`

  async function readAbout(bucket: string, key: string): Promise<About> {
    await sizeOf(fileOf(bucket, key), bucket, key)
    const text = await readFile(aboutOf(bucket, key), 'utf8').catch(missing({ bucket, key }))
    return JSON.parse(text)
  }

  const takeTurns = newTurns()

  return {
    async ensureBucket(bucket) {
      await mkdir(join(objects, safeBucket(bucket)), { recursive: true })
    },
    async buckets() {
      const entries = await readdir(objects, { withFileTypes: true }).catch(() => [])
      return entries
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    },
    async put(bucket, key, bytes, { mediaType, tags }) {
      const file = fileOf(bucket, key)
      await takeTurns(file, async () => {
        await refuseOtherBytes(file, bytes, { bucket, key })
        await writeWhole(drafts, aboutOf(bucket, key), Buffer.from(JSON.stringify({ mediaType, tags })))
        await writeOnce(drafts, file, bytes)
        await refuseOtherBytes(file, bytes, { bucket, key })
      })
    },
    async get(bucket, key) {
      const { mediaType } = await readAbout(bucket, key)
      return { bytes: await readFile(fileOf(bucket, key)).catch(missing({ bucket, key })), mediaType }
    },
    async tags(bucket, key) {
      return (await readAbout(bucket, key)).tags
    },
    async setTags(bucket, key, tags) {
      await takeTurns(fileOf(bucket, key), async () => {
        const { mediaType } = await readAbout(bucket, key)
        await writeWhole(drafts, aboutOf(bucket, key), Buffer.from(JSON.stringify({ mediaType, tags })))
      })
    },
    async list(bucket, prefix, { limit, cursor }) {
      const names = await namesUnder(join(objects, safeBucket(bucket)), prefix, bucket)
      const after = cursor === undefined ? names : names.filter((name) => compareBytes(name, cursor) > 0)
      const page = after.slice(0, limit)
      const listing: { folders: string[]; objects: StoredObject[] } = { folders: [], objects: [] }
      for (const key of page) {
        if (key.endsWith('/')) listing.folders.push(key)
        else listing.objects.push(...(await describe(bucket, key)))
      }
      const last = page.at(-1)
      return after.length > limit && last !== undefined ? { ...listing, nextCursor: last } : listing
    },
    async delete(bucket, key) {
      const file = fileOf(bucket, key)
      await takeTurns(file, async () => {
        await rm(file, { force: true })
        await rm(aboutOf(bucket, key), { force: true })
      })
    },
  }

  /** Nothing when the object went away after its name was read. */
  async function describe(bucket: string, key: string): Promise<StoredObject[]> {
    try {
      const { mediaType } = await readAbout(bucket, key)
      const found = await stat(fileOf(bucket, key)).catch(missing({ bucket, key }))
      return [{ key, bytes: found.size, mediaType, modifiedAt: found.mtime }]
    } catch (error) {
      if (error instanceof EvalloopError) return []
      throw error
    }
  }
}

/** Writers of one file one after the other: bytes, media type and tags are then always the same writer's. */
function newTurns() {
  const lastOf = new Map<string, Promise<unknown>>()
  return async <Result>(file: string, work: () => Promise<Result>): Promise<Result> => {
    const turn = (lastOf.get(file) ?? Promise.resolve()).then(work, work)
    lastOf.set(file, turn)
    try {
      return await turn
    } finally {
      if (lastOf.get(file) === turn) lastOf.delete(file)
    }
  }
}

function missing(details: { bucket: string; key: string }): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    throw error.code === 'ENOENT' ? new EvalloopError('OBJECT_MISSING', details, error) : error
  }
}

/** Names of S3 buckets (lower case, digits, hyphens): nothing that climbs out of the folder. */
function safeBucket(bucket: string): string {
  if (!/^[a-z0-9][a-z0-9.-]{1,62}$/.test(bucket)) throw new EvalloopError('BUCKET_MISSING', { bucket })
  return bucket
}

function safeSegments(key: string): string[] {
  const segments = key.split('/')
  const climbs = segments.some((segment) => segment === '' || segment === '.' || segment === '..')
  if (climbs || /[\0\\]/.test(key)) throw new EvalloopError('OBJECT_MISSING', { key })
  return segments
}

async function sizeOf(file: string, bucket: string, key: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  if (!found?.isFile()) throw new EvalloopError('OBJECT_MISSING', { bucket, key })
  return found.size
}

async function refuseOtherBytes(file: string, bytes: Uint8Array, details: { bucket: string; key: string }) {
  const existing = await readFile(file).catch(() => undefined)
  if (existing && Buffer.compare(existing, bytes) !== 0) throw new EvalloopError('OBJECT_EXISTS', details)
}

async function writeDraft(drafts: string, bytes: Uint8Array): Promise<string> {
  await mkdir(drafts, { recursive: true })
  const draft = join(drafts, randomUUID())
  const file = await open(draft, 'wx')
  try {
    await file.writeFile(bytes)
    await file.datasync()
    return draft
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

async function writeWhole(drafts: string, file: string, bytes: Uint8Array): Promise<void> {
  const draft = await writeDraft(drafts, bytes)
  try {
    await mkdir(dirname(file), { recursive: true })
    await rename(draft, file)
    await syncFolder(dirname(file))
  } finally {
    await rm(draft, { force: true })
  }
}

/** Unlike a rename, a link never replaces what another writer has put there first. */
async function writeOnce(drafts: string, file: string, bytes: Uint8Array): Promise<void> {
  const draft = await writeDraft(drafts, bytes)
  try {
    await mkdir(dirname(file), { recursive: true })
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await syncFolder(dirname(file))
  } finally {
    await rm(draft, { force: true })
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function namesUnder(bucketFolder: string, prefix: string, bucket: string): Promise<string[]> {
  if (!(await stat(bucketFolder).catch(() => undefined)))
    throw new EvalloopError('BUCKET_MISSING', { bucket })
  const segments = prefix === '' ? [] : safeSegments(prefix.replace(/\/$/, ''))
  const entries = await readdir(join(bucketFolder, ...segments), { withFileTypes: true }).catch(() => [])
  const start = segments.length === 0 ? '' : `${segments.join('/')}/`
  const names = entries.map((entry) => start + entry.name + (entry.isDirectory() ? '/' : ''))
  return names.sort(compareBytes)
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
