import { type RawSearch, text } from '../kit/search.ts'

/** The folder in sight and the object looked at. */
export type ObjectsSearch = { prefix?: string; key?: string }

export function readObjectsSearch(search: RawSearch): ObjectsSearch {
  return { ...text(search, 'prefix'), ...text(search, 'key') }
}

/** `class_07/<id>.jpg` → the prediction’s id; undefined for any other key. */
export function predictionIdOf(key: string): string | undefined {
  return /^class_\d+\/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.[a-z0-9]+$/.exec(
    key,
  )?.[1]
}

/** The folders above a prefix, outermost first: `a/b/` → `a/`, `a/b/`. */
export function folderPath(prefix: string): { name: string; prefix: string }[] {
  const names = prefix.split('/').filter((name) => name !== '')
  return names.map((name, index) => ({ name, prefix: `${names.slice(0, index + 1).join('/')}/` }))
}

/** The last part of a key or a folder’s prefix. */
export function lastName(key: string): string {
  return key.split('/').findLast((part) => part !== '') ?? key
}
