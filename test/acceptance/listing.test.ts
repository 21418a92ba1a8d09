import { beforeAll, describe, expect, test } from 'vitest'
import { api } from '#contract/api.ts'
import { PredictionFacets, PredictionPage, type PredictionRow } from '#contract/capture.ts'
import { BucketList, ObjectPage, ObjectTags } from '#contract/objects.ts'
import type { PredictionAnswer } from '#contract/predict.ts'
import { until } from '../support/until.ts'
import { clientOf, expectProblem, type Query } from './client.ts'
import { picture } from './pictures.ts'
import { serverUnderTest } from './server.ts'

const server = serverUnderTest()
const client = clientOf(server)

/** Thirty predictions of our own, in a window of time that only they are in, as far as we can know. */
let ours: PredictionAnswer[]
let window: { from: string; to: string }
beforeAll(async () => {
  const photos = await Promise.all(Array.from({ length: 30 }, (_, seed) => picture(seed)))
  const answers: PredictionAnswer[] = []
  for (const photo of photos) answers.push(await client.predict(photo))
  ours = answers
  for (const { objectKey } of ours.slice(0, 5)) await client.send('POST', api.flag(objectKey))
  const corrected = ours[7]
  const name = ours[0]?.probabilities[0]?.class ?? ''
  if (corrected)
    await client.send(
      'POST',
      api.correctLabel(corrected.objectKey),
      new URLSearchParams({ corrected_class: name }),
    )
  const ends = [...ours].map(({ answeredAt }) => new Date(answeredAt).getTime())
  window = {
    from: new Date(Math.min(...ends)).toISOString(),
    to: new Date(Math.max(...ends) + 1).toISOString(),
  }
  await until(
    async () => (await list({ flagged: true })).length >= 5 && (await list({ corrected: true })).length >= 1,
  )
  for (const { id } of ours) await client.settled(id)
})

describe('GET /api/v1/predictions', () => {
  test.each(['newest', 'oldest'])('[RM1] %s first, page by page: each of ours once', async (order) => {
    for (const limit of [1, 7, 200]) {
      const ids = (await list({ order, limit }))
        .map(({ id }) => id)
        .filter((id) => ours.some((one) => one.id === id))
      const sorted = ours.map(({ id }) => id).sort()
      expect(ids).toEqual(order === 'oldest' ? sorted : sorted.reverse())
    }
  })

  test('[RM1] while new ones arrive, nothing is seen twice and nothing is missing', async () => {
    const photo = await picture(99)
    let arriving = true
    const arrivals = (async () => {
      while (arriving) await client.predict(photo)
    })()
    const seen: string[] = []
    for await (const page of pages({ from: window.from, limit: 4 })) seen.push(...page.map(({ id }) => id))
    arriving = false
    await arrivals
    expect(new Set(seen).size).toBe(seen.length)
    expect(ours.filter(({ id }) => !seen.includes(id))).toEqual([])
  })

  test('[RM2] filters narrow the list, and the facets count the same', async () => {
    const [first] = ours
    const filters: Query[] = [
      { class: first?.class ?? '' },
      { flagged: true },
      { flagged: false },
      { corrected: true },
      { labelled: false },
      { labelled: true },
      { minConfidence: 0.5 },
      { maxConfidence: 0.5 },
      { modelVersion: first?.modelVersion ?? '' },
      { modelVersion: 'none@000000000000' },
      { class: first?.class ?? '', flagged: true, maxConfidence: 0.9 },
    ]
    for (const filter of filters) {
      const rows = await list(filter)
      expect(rows.filter((row) => !passes(row, filter))).toEqual([])
      const facets = await client.get(PredictionFacets, api.predictionFacets, { ...window, ...filter })
      expect({ filter, total: facets.total }).toEqual({ filter, total: rows.length })
    }
    expect((await list({ flagged: true })).map(({ id }) => id).sort()).toEqual(
      expect.arrayContaining(ours.slice(0, 5).map(({ id }) => id)),
    )
  })

  test('[RM2] the facets of the whole window add up', async () => {
    const {
      total,
      class: classes,
      confidenceBand,
      modelVersion,
    } = await client.get(PredictionFacets, api.predictionFacets, window)
    for (const counts of [classes, confidenceBand, modelVersion]) {
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(total)
    }
    expect(total).toBeGreaterThanOrEqual(ours.length)
  })

  test.each<[Query, string, 'REQUEST_INVALID' | 'CURSOR_INVALID']>([
    [{ limit: 0 }, 'limit', 'REQUEST_INVALID'],
    [{ limit: 201 }, 'limit', 'REQUEST_INVALID'],
    [{ limit: 'many' }, 'limit', 'REQUEST_INVALID'],
    [{ flagged: 'perhaps' }, 'flagged', 'REQUEST_INVALID'],
    [{ minConfidence: 2 }, 'minConfidence', 'REQUEST_INVALID'],
    [{ from: 'yesterday' }, 'from', 'REQUEST_INVALID'],
    [{ from: '2026-02-30T00:00:00Z' }, 'from', 'REQUEST_INVALID'],
    [{ order: 'random' }, 'order', 'REQUEST_INVALID'],
    [{ cursor: 'made-up' }, '', 'CURSOR_INVALID'],
  ])('[RM2] %j is refused', async (query, field, code) => {
    const response = await client.send(
      'GET',
      `${api.predictions}?${new URLSearchParams(query as Record<string, string>)}`,
    )
    const { errors } = await expectProblem(response, code)
    if (field !== '') expect(errors?.map((error) => error.field)).toContain(field)
  })

  test.each(['%00', '%27%22%3B--', '%ED%A0%80', '%F0%9F%8D%9C'])(
    '[RM2] the class %s finds nothing and breaks nothing',
    async (text) => {
      const response = await client.send('GET', `${api.predictions}?class=${text}`)
      expect([200, 400]).toContain(response.status)
      if (response.status === 400) await expectProblem(response, 'REQUEST_INVALID')
      else expect(await response.json()).toEqual({ predictions: [] })
    },
  )
})

describe('objects', () => {
  test('the four buckets of the tutorial are there', async () => {
    const { buckets } = await client.get(BucketList, api.objects)
    const names = ['production', 'production-label-wait', 'production-noisy', 'production-clean']
    expect(buckets.map(({ name }) => name)).toEqual(expect.arrayContaining(names))
  })

  test('every prediction is an object under its key, found folder by folder, page by page', async () => {
    const folders = (await objects('')).folders
    expect(folders.every((folder) => /^class_\d\d+\/$/.test(folder))).toBe(true)
    const found = (await Promise.all(folders.map((folder) => objects(folder)))).flatMap(
      (listing) => listing.objects,
    )
    for (const { objectKey, bytes, mediaType } of ours) {
      expect(found).toContainEqual({ key: objectKey, bytes, mediaType, modifiedAt: expect.any(String) })
    }
    expect(found.map(({ key }) => key)).toEqual([...found.map(({ key }) => key)].sort())
  })

  test('tags are told', async () => {
    const [{ objectKey, class: name } = { objectKey: '', class: '' }] = ours
    const { tags } = await client.get(ObjectTags, api.objectTags('production', objectKey))
    expect(tags).toMatchObject({ predicted_class: name, flagged: 'true' })
  })

  test.each([
    [api.bucket('no-such-bucket'), 'BUCKET_MISSING'],
    [api.objectContent('no-such-bucket', 'a.jpg'), 'OBJECT_MISSING'],
    [api.objectContent('production', 'class_00/none.jpg'), 'OBJECT_MISSING'],
    [api.objectTags('production', 'class_00/none.jpg'), 'OBJECT_MISSING'],
    [api.objectContent('production', '..%2f..%2fevalloop.json'), 'OBJECT_MISSING'],
    [api.objectContent('production', '..%2f..%2f..%2f..%2f..%2fetc%2fpasswd'), 'OBJECT_MISSING'],
    [api.objectContent('..', 'evalloop.json'), 'NOT_FOUND'],
    [api.bucket('%2e%2e'), 'NOT_FOUND'],
    [`${api.bucket('production')}?prefix=..%2F`, 'OBJECT_MISSING'],
    [`${api.bucket('production')}?limit=0`, 'REQUEST_INVALID'],
  ] as const)('%s is %s', async (path, code) => {
    await expectProblem(await client.send('GET', path), code)
  })
})

async function list(query: Query): Promise<PredictionRow[]> {
  const rows: PredictionRow[] = []
  for await (const page of pages({ limit: 200, ...window, ...query })) rows.push(...page)
  return rows
}

async function* pages(query: Query): AsyncGenerator<PredictionRow[]> {
  for (let cursor: string | undefined; ; ) {
    const page = await client.get(
      PredictionPage,
      api.predictions,
      cursor === undefined ? query : { ...query, cursor },
    )
    yield page.predictions
    cursor = page.nextCursor
    if (cursor === undefined) return
  }
}

function passes(row: PredictionRow, filter: Query): boolean {
  const is: Record<string, boolean> = {
    class: row.class === filter.class,
    flagged: row.flagged === filter.flagged,
    corrected: (row.correctedClass !== undefined) === filter.corrected,
    labelled: (row.label !== undefined) === filter.labelled,
    minConfidence: row.confidence >= Number(filter.minConfidence),
    maxConfidence: row.confidence <= Number(filter.maxConfidence),
    modelVersion: row.modelVersion === filter.modelVersion,
  }
  return Object.keys(filter).every((name) => is[name])
}

async function objects(prefix: string): Promise<ObjectPage> {
  const all: ObjectPage = { folders: [], objects: [] }
  for (let cursor: string | undefined; ; ) {
    const query = { prefix, limit: 3, ...(cursor !== undefined && { cursor }) }
    const page = await client.get(ObjectPage, api.bucket('production'), query)
    all.folders.push(...page.folders)
    all.objects.push(...page.objects)
    cursor = page.nextCursor
    if (cursor === undefined) return all
  }
}
