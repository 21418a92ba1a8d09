/** An image that is decoded ahead. `done` never fails; `state` tells how it ended. */
export type Prefetched = {
  element: HTMLImageElement
  state: 'loading' | 'ready' | 'failed'
  done: Promise<void>
}

/** Holds the image in sight and the next ones, decoded, and lets go of everything else. */
export class ImageCache {
  readonly #images = new Map<string, Prefetched>()

  /** Loads what is new, in this order, and forgets what is not named. Failed ones are tried again. */
  keep(urls: readonly string[]): void {
    for (const url of this.#images.keys()) if (!urls.includes(url)) this.#images.delete(url)
    for (const url of urls) {
      const known = this.#images.get(url)
      if (!known || known.state === 'failed') this.#images.set(url, prefetch(url))
    }
  }

  get(url: string): Prefetched {
    const known = this.#images.get(url)
    if (known) return known
    const fresh = prefetch(url)
    this.#images.set(url, fresh)
    return fresh
  }
}

function prefetch(url: string): Prefetched {
  const element = new Image()
  element.decoding = 'sync'
  element.draggable = false
  element.alt = 'To be labelled'
  element.src = url
  const image: Prefetched = { element, state: 'loading', done: Promise.resolve() }
  image.done = element.decode().then(
    () => {
      image.state = 'ready'
    },
    () => {
      image.state = 'failed'
    },
  )
  return image
}
