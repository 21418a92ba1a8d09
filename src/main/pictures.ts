import type { Database } from '#ports/database.ts'
import type { ImageTool } from '#ports/image-tool.ts'
import type { ObjectStore } from '#ports/object-store.ts'
import type { Spool } from '#ports/spool.ts'
import { type Picture, readPrediction } from '../read-model/index.ts'

const THUMBNAILS = 'thumbnails'
const THUMBNAIL_PIXELS = 256

type Sources = Readonly<{
  spool: Spool
  database: Database
  objects: ObjectStore
  cache: ObjectStore
  images: ImageTool
}>

/** Images of predictions, from wherever they are by now, and small ones that are made once. */
export function picturesOf({ spool, database, objects, cache, images }: Sources) {
  async function image(id: string): Promise<Picture | undefined> {
    const waiting = await spool.find(id)
    // It may be settled, and gone from here, between the two looks: then the store has it.
    const bytes = waiting && (await spool.image(id).catch(() => undefined))
    if (bytes) return { bytes, mediaType: waiting.mediaType }
    const known = await readPrediction(database, id)
    return known && objects.get(known.bucket, known.objectKey)
  }

  async function thumbnail(id: string): Promise<Picture | undefined> {
    const key = `${id.slice(-2)}/${id}.webp`
    const made = await cache.get(THUMBNAILS, key).catch(() => undefined)
    if (made) return made
    const original = await image(id)
    if (!original) return undefined
    const bytes = await images.thumbnail(original.bytes, THUMBNAIL_PIXELS)
    await cache.put(THUMBNAILS, key, bytes, { mediaType: 'image/webp', tags: {} }).catch(() => {}) // A full disk shows pictures all the same.
    return { bytes, mediaType: 'image/webp' }
  }

  return { image, thumbnail }
}
