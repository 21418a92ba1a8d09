const key = 'evalloop.annotator'

/** The name this browser labels under; undefined until it was asked. */
export function storedAnnotator(store: Storage): string | undefined {
  const name = store.getItem(key)?.trim()
  return name === '' ? undefined : name
}

export function storeAnnotator(store: Storage, name: string): void {
  store.setItem(key, name)
}
