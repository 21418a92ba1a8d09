/**
 * Readers for what stands in the URL. Each gives `{ name: value }` or `{}`, never an undefined value,
 * so that a page’s search object is built by spreading them; nonsense in a link is dropped, not an error.
 */
export type RawSearch = Readonly<Record<string, unknown>>

export function text<K extends string>(search: RawSearch, name: K): { [P in K]?: string } {
  const value = search[name]
  if (typeof value === 'number') return one(name, String(value))
  return typeof value === 'string' && value !== '' ? one(name, value) : {}
}

export function instant<K extends string>(search: RawSearch, name: K): { [P in K]?: string } {
  const value = search[name]
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? one(name, value) : {}
}

export function truth<K extends string>(search: RawSearch, name: K): { [P in K]?: boolean } {
  const value = search[name]
  return typeof value === 'boolean' ? one(name, value) : {}
}

export function between<K extends string>(
  search: RawSearch,
  name: K,
  low: number,
  high: number,
): { [P in K]?: number } {
  const value = Number(search[name])
  return search[name] !== undefined && value >= low && value <= high ? one(name, value) : {}
}

export function oneOf<K extends string, V extends string>(
  search: RawSearch,
  name: K,
  values: readonly V[],
): { [P in K]?: V } {
  const found = values.find((value) => value === search[name])
  return found === undefined ? {} : one(name, found)
}

function one<K extends string, V>(name: K, value: V): { [P in K]?: V } {
  return { [name]: value } as { [P in K]?: V }
}
