import { beforeEach, describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors.ts'
import type { ObjectStore } from '#ports/object-store.ts'

const BUCKET = 'production'
const jpeg = { mediaType: 'image/jpeg', tags: { predicted_class: 'Soup' } }

/** What every implementation of ObjectStore promises. `open` gives an empty store for each test. */
export function objectStoreContract(name: string, open: () => Promise<ObjectStore>): void {
  describe(`object store ${name}`, () => {
    let store: ObjectStore
    beforeEach(async () => {
      store = await open()
      await store.ensureBucket(BUCKET)
    })
    keepsBytes(() => store)
    keepsTags(() => store)
    lists(() => store)
    refusesBadNames(() => store)
    takesManyWriters(() => store)
  })
}

type Given = () => ObjectStore

function keepsBytes(given: Given): void {
  test('gives back the bytes and the media type', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 31) % 256)
    await given().put(BUCKET, 'class_07/a.jpg', bytes, jpeg)
    const found = await given().get(BUCKET, 'class_07/a.jpg')
    expect(Buffer.compare(found.bytes, bytes)).toBe(0)
    expect(found.mediaType).toBe('image/jpeg')
  })

  test('keeps an empty object and a key with spaces, signs and letters of any script', async () => {
    for (const key of ['leer', 'a b/ü +%#&=?.jpg', '食べ物/スープ.png']) {
      await given().put(BUCKET, key, new Uint8Array(), jpeg)
      expect((await given().get(BUCKET, key)).bytes).toHaveLength(0)
    }
  })

  test('takes the same bytes again and replaces the tags', async () => {
    await given().put(BUCKET, 'a.jpg', text('same'), jpeg)
    await given().put(BUCKET, 'a.jpg', text('same'), { ...jpeg, tags: { flagged: 'true' } })
    expect(await given().tags(BUCKET, 'a.jpg')).toEqual({ flagged: 'true' })
  })

  test('refuses different bytes under a key and keeps the first, with its tags', async () => {
    await given().put(BUCKET, 'a.jpg', text('first'), jpeg)
    const second = given().put(BUCKET, 'a.jpg', text('second'), { mediaType: 'image/png', tags: {} })
    await expectCode(second, 'OBJECT_EXISTS')
    expect(await contentOf(given(), 'a.jpg')).toBe('first')
    expect((await given().get(BUCKET, 'a.jpg')).mediaType).toBe('image/jpeg')
    expect(await given().tags(BUCKET, 'a.jpg')).toEqual(jpeg.tags)
  })

  test('does not notice when the caller changes its bytes afterwards', async () => {
    const bytes = text('before')
    await given().put(BUCKET, 'a.jpg', bytes, jpeg)
    bytes.fill(0)
    expect(await contentOf(given(), 'a.jpg')).toBe('before')
  })

  test('says OBJECT_MISSING for a key that is not there, and for a folder', async () => {
    await given().put(BUCKET, 'class_07/a.jpg', text('x'), jpeg)
    for (const key of ['class_07/b.jpg', 'class_07', 'nowhere/at/all.jpg']) {
      await expectCode(given().get(BUCKET, key), 'OBJECT_MISSING')
      await expectCode(given().tags(BUCKET, key), 'OBJECT_MISSING')
      await expectCode(given().setTags(BUCKET, key, {}), 'OBJECT_MISSING')
    }
  })

  test('deletes, and deletes again', async () => {
    await given().put(BUCKET, 'a.jpg', text('x'), jpeg)
    await given().delete(BUCKET, 'a.jpg')
    await given().delete(BUCKET, 'a.jpg')
    await expectCode(given().get(BUCKET, 'a.jpg'), 'OBJECT_MISSING')
    await given().put(BUCKET, 'a.jpg', text('other'), jpeg)
    expect(await contentOf(given(), 'a.jpg')).toBe('other')
  })
}

function keepsTags(given: Given): void {
  test('replaces all tags at once and leaves bytes and media type alone', async () => {
    await given().put(BUCKET, 'a.jpg', text('x'), { mediaType: 'image/png', tags: { one: '1', two: '2' } })
    await given().setTags(BUCKET, 'a.jpg', { three: 'Noodles/Pasta ü' })
    expect(await given().tags(BUCKET, 'a.jpg')).toEqual({ three: 'Noodles/Pasta ü' })
    expect((await given().get(BUCKET, 'a.jpg')).mediaType).toBe('image/png')
  })
}

function lists(given: Given): void {
  test('lists folders and objects of one level, with size, media type and time', async () => {
    await given().put(BUCKET, 'class_07/a.jpg', text('12345'), jpeg)
    await given().put(BUCKET, 'class_07/deep/b.jpg', text('x'), jpeg)
    await given().put(BUCKET, 'top.png', text('xy'), { mediaType: 'image/png', tags: {} })
    const top = await given().list(BUCKET, '', { limit: 10 })
    expect(top.folders).toEqual(['class_07/'])
    expect(top.objects).toEqual([
      { key: 'top.png', bytes: 2, mediaType: 'image/png', modifiedAt: expect.any(Date) },
    ])
    const inside = await given().list(BUCKET, 'class_07/', { limit: 10 })
    expect(inside.folders).toEqual(['class_07/deep/'])
    expect(inside.objects.map(({ key, bytes }) => [key, bytes])).toEqual([['class_07/a.jpg', 5]])
    expect(inside.nextCursor).toBeUndefined()
  })

  test('pages in byte order, every entry once, folders and objects counted together', async () => {
    const names = ['Z', 'a', 'a-', 'b.jpg', 'é', 'ｆ', '😀', '0', 'a0']
    for (const name of names) await given().put(BUCKET, `f/${name}`, text(name), jpeg)
    for (const folder of ['a.d', 'zz']) await given().put(BUCKET, `f/${folder}/x`, text('x'), jpeg)
    const seen: string[] = []
    for (let cursor: string | undefined, pages = 0; pages < 20; pages++) {
      const page = await given().list(BUCKET, 'f/', { limit: 3, ...(cursor !== undefined && { cursor }) })
      expect(page.folders.length + page.objects.length).toBeLessThanOrEqual(3)
      seen.push(...[...page.folders, ...page.objects.map(({ key }) => key)].sort(byBytes))
      cursor = page.nextCursor
      if (cursor === undefined) break
    }
    const expected = [...names.map((name) => `f/${name}`), 'f/a.d/', 'f/zz/'].sort(byBytes)
    expect(seen).toEqual(expected)
  })

  test('a page that ends exactly with the last entry has no next cursor', async () => {
    for (const key of ['a', 'b']) await given().put(BUCKET, key, text(key), jpeg)
    expect((await given().list(BUCKET, '', { limit: 2 })).nextCursor).toBeUndefined()
  })

  test('lists nothing in an empty bucket or folder and says BUCKET_MISSING without a bucket', async () => {
    expect(await given().list(BUCKET, '', { limit: 5 })).toEqual({ folders: [], objects: [] })
    expect(await given().list(BUCKET, 'class_01/', { limit: 5 })).toEqual({ folders: [], objects: [] })
    await expectCode(given().list('no-such-bucket', '', { limit: 5 }), 'BUCKET_MISSING')
  })

  test('names its buckets; making one again is harmless', async () => {
    await given().ensureBucket('production-clean')
    await given().ensureBucket(BUCKET)
    expect(await given().buckets()).toEqual([BUCKET, 'production-clean'])
  })
}

function refusesBadNames(given: Given): void {
  const keys = [
    '../a.jpg',
    'a/../../b.jpg',
    '/etc/passwd',
    'a//b',
    'a/',
    './a',
    'a/.',
    'a/..',
    '',
    'a\0b',
    '..\\a',
  ]
  test.each(keys)('refuses the key %j everywhere', async (key) => {
    await expectCode(given().put(BUCKET, key, text('x'), jpeg), 'OBJECT_MISSING')
    await expectCode(given().get(BUCKET, key), 'OBJECT_MISSING')
    await expectCode(given().tags(BUCKET, key), 'OBJECT_MISSING')
    await expectCode(given().delete(BUCKET, key), 'OBJECT_MISSING')
    expect(await given().list(BUCKET, '', { limit: 5 })).toEqual({ folders: [], objects: [] })
  })

  test.each(['..', '.', 'a/b', '', 'Upper', 'x\0y', '-a'])('knows no bucket %j', async (bucket) => {
    await expectCode(given().list(bucket, '', { limit: 5 }), 'BUCKET_MISSING')
    await expectCode(given().put(bucket, 'a.jpg', text('x'), jpeg), 'BUCKET_MISSING')
  })

  test('a prefix cannot climb out of the bucket', async () => {
    for (const prefix of ['../', 'a/../../', '/']) {
      await expectCode(given().list(BUCKET, prefix, { limit: 5 }), 'OBJECT_MISSING')
    }
  })
}

function takesManyWriters(given: Given): void {
  test('of several writers of one key one wins, with its own media type and tags', async () => {
    const writers = Array.from({ length: 8 }, (_, index) => ({
      bytes: text(`writer ${index} `.repeat(20_000)),
      about: { mediaType: `image/x-${index}`, tags: { writer: String(index) } },
    }))
    const puts = writers.map(({ bytes, about }) => given().put(BUCKET, 'one.jpg', bytes, about))
    const outcomes = await Promise.allSettled(puts)
    const winners = outcomes.flatMap((outcome, index) => (outcome.status === 'fulfilled' ? [index] : []))
    expect(winners).toHaveLength(1)
    const [winner = -1] = winners
    const { bytes, mediaType } = await given().get(BUCKET, 'one.jpg')
    expect(Buffer.compare(bytes, writers[winner]?.bytes ?? text(''))).toBe(0)
    expect(mediaType).toBe(`image/x-${winner}`)
    expect(await given().tags(BUCKET, 'one.jpg')).toEqual({ writer: String(winner) })
  })

  test('writers of the same bytes all succeed', async () => {
    const puts = Array.from({ length: 8 }, () => given().put(BUCKET, 'one.jpg', text('same'), jpeg))
    await Promise.all(puts)
    expect(await contentOf(given(), 'one.jpg')).toBe('same')
  })

  test('an object is seen whole or not at all while it is written', async () => {
    const bytes = Buffer.alloc(3_000_000, 7)
    let written = false
    const writing = given()
      .put(BUCKET, 'big.jpg', bytes, jpeg)
      .finally(() => {
        written = true
      })
    while (!written) {
      const found = await given()
        .get(BUCKET, 'big.jpg')
        .catch((error) => void expect(error.code).toBe('OBJECT_MISSING'))
      if (found) expect(found.bytes.length).toBe(bytes.length)
      for (const { bytes: size } of (await given().list(BUCKET, '', { limit: 5 })).objects) {
        expect(size).toBe(bytes.length)
      }
    }
    await writing
    expect((await given().get(BUCKET, 'big.jpg')).bytes.length).toBe(bytes.length)
  })
}

async function expectCode(outcome: Promise<unknown>, code: ErrorCode): Promise<void> {
  await expect(outcome).rejects.toMatchObject({ name: 'EvalloopError', code })
}

async function contentOf(store: ObjectStore, key: string): Promise<string> {
  return Buffer.from((await store.get(BUCKET, key)).bytes).toString()
}

function text(content: string): Buffer {
  return Buffer.from(content)
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
