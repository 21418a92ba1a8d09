import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FeedbackRecord, Spool, SpoolEntry } from '#ports/spool.ts'
import { idOf, predictionRecord } from '../../../test/support/prediction-record.ts'

/** What every implementation of Spool promises. `reopen` opens the same place again, as after a restart. */
export function spoolContract(name: string, newPlace: () => Promise<{ reopen(): Promise<Spool> }>): void {
  describe(`spool ${name}`, () => {
    let spool: Spool
    let place: { reopen(): Promise<Spool> }
    beforeEach(async () => {
      place = await newPlace()
      spool = await place.reopen()
    })
    afterEach(() => spool.close())
    const given: Given = {
      spool: () => spool,
      restart: async () => {
        await spool.close()
        spool = await place.reopen()
        return spool
      },
    }
    keepsOrder(given)
    keepsWhatWasSaid(given)
    survives(given)
  })
}

type Given = { spool(): Spool; restart(): Promise<Spool> }

function keepsOrder({ spool, restart }: Given): void {
  test('gives entries in the order of arrival, predictions and feedback together', async () => {
    await keep(spool(), 2)
    await spool().keepFeedback(feedback(1, idOf(2)))
    await keep(spool(), 1)
    const named = (await spool().next(10)).map(nameOf)
    expect(named).toEqual([`prediction ${idOf(2)}`, `flag ${idOf(2)}`, `prediction ${idOf(1)}`])
    expect((await spool().next(2)).map(nameOf)).toEqual(named.slice(0, 2))
    expect((await (await restart()).next(10)).map(nameOf)).toEqual(named)
  })

  test('what is done does not come back, and its image is gone', async () => {
    for (const number of [1, 2, 3]) await keep(spool(), number)
    await spool().done(await spool().next(2))
    expect((await spool().next(10)).map(nameOf)).toEqual([`prediction ${idOf(3)}`])
    await expect(spool().image(idOf(1))).rejects.toThrow()
    expect(Buffer.from(await spool().image(idOf(3))).toString()).toBe('image 3')
    expect(await spool().find(idOf(1))).toBeUndefined()
  })

  test('done twice is harmless, and later entries keep their place', async () => {
    await keep(spool(), 1)
    const entries = await spool().next(10)
    await spool().done(entries)
    await keep(spool(), 2)
    await spool().done(entries)
    expect((await spool().next(10)).map(nameOf)).toEqual([`prediction ${idOf(2)}`])
  })

  test('takes hundreds at once and loses none', async () => {
    const numbers = Array.from({ length: 300 }, (_, number) => number)
    await Promise.all(numbers.map((number) => keep(spool(), number)))
    const kept = (await spool().next(1000)).flatMap((entry) => (entry.kind === 'prediction' ? [entry] : []))
    expect(kept.map(({ prediction }) => prediction.id).sort()).toEqual(numbers.map(idOf).sort())
    expect(
      kept.every(({ sequence }, index) => index === 0 || sequence > (kept[index - 1]?.sequence ?? 0)),
    ).toBe(true)
  })
}

function keepsWhatWasSaid({ spool, restart }: Given): void {
  test('gives a record back to the last bit, dates and embedding included', async () => {
    const embedding = Float32Array.from([0, -0, 1.1, -3.4e38, 1e-45, Number.NaN, Number.POSITIVE_INFINITY])
    const attributes = { device: 'Ünï “code” 🙂', note: '"\\\n' }
    const record = predictionRecord(1, {
      embedding,
      attributes,
      confidence: 0.1 + 0.2,
      randomKey: 1 - 2 ** -53,
    })
    await spool().keepImage(record.id, Buffer.from('x'))
    await spool().keepPrediction(record)
    for (const current of [spool, restart]) {
      const found = await (await current()).find(record.id)
      expect(found).toEqual(record)
      expect(bitsOf(found?.embedding)).toEqual(bitsOf(embedding))
    }
  })

  test('a view into a larger buffer is kept as just that view', async () => {
    const embedding = Float32Array.from([9, 1, 2, 9]).subarray(1, 3)
    await spool().keepImage(idOf(1), Buffer.from('x'))
    await spool().keepPrediction(predictionRecord(1, { embedding }))
    expect([...((await spool().find(idOf(1)))?.embedding ?? [])]).toEqual([1, 2])
  })

  test('a record without embedding has none afterwards', async () => {
    await keep(spool(), 1)
    expect(await spool().find(idOf(1))).not.toHaveProperty('embedding')
  })

  test('finds predictions by id and nothing else', async () => {
    await keep(spool(), 1)
    await spool().keepFeedback(feedback(1, idOf(2)))
    expect((await spool().find(idOf(1)))?.id).toBe(idOf(1))
    expect(await spool().find(idOf(2))).toBeUndefined()
  })

  test('tells the waiting feedback of one prediction, oldest first', async () => {
    const said = [
      feedback(1, idOf(1)),
      feedback(2, idOf(2)),
      { ...feedback(3, idOf(1)), kind: 'correct', class: 'Egg' } as const,
    ]
    for (const word of said) await spool().keepFeedback(word)
    expect(await spool().feedbackOf(idOf(1))).toEqual([said[0], said[2]])
    expect(await spool().feedbackOf(idOf(9))).toEqual([])
  })

  test('counts what waits and knows since when', async () => {
    expect(await spool().backlog()).toEqual({ entries: 0, setAside: 0 })
    await keep(spool(), 5)
    await spool().keepFeedback(feedback(1, idOf(5)))
    expect(await spool().backlog()).toEqual({
      entries: 2,
      setAside: 0,
      oldestAt: predictionRecord(5).answeredAt,
    })
    await spool().done(await spool().next(1))
    expect(await spool().backlog()).toEqual({ entries: 1, setAside: 0, oldestAt: feedback(1, idOf(5)).at })
  })
}

function survives({ spool, restart }: Given): void {
  test('an image is not visible before its record', async () => {
    await spool().keepImage(idOf(1), Buffer.from('x'))
    expect(await spool().next(10)).toEqual([])
    expect(await spool().backlog()).toEqual({ entries: 0, setAside: 0 })
  })

  test('after a restart, records and their images are there; images without a record are gone', async () => {
    await keep(spool(), 1)
    await spool().keepImage(idOf(2), Buffer.from('refused while the power failed'))
    const again = await restart()
    expect(Buffer.from(await again.image(idOf(1))).toString()).toBe('image 1')
    await expect(again.image(idOf(2))).rejects.toThrow()
    await again.keepImage(idOf(2), Buffer.from('a new one may have the name'))
  })

  test('a dropped image is gone; dropping again is harmless', async () => {
    await spool().keepImage(idOf(1), Buffer.from('x'))
    await spool().dropImage(idOf(1))
    await spool().dropImage(idOf(1))
    await expect(spool().image(idOf(1))).rejects.toThrow()
  })

  test('numbers go on after a restart, so that an old entry never hides a new one', async () => {
    await keep(spool(), 1)
    const [first] = await spool().next(1)
    await spool().done(await spool().next(1))
    const again = await restart()
    await keep(again, 2)
    const [second] = await again.next(1)
    expect(second?.sequence).toBeGreaterThan(first?.sequence ?? Number.POSITIVE_INFINITY)
  })

  test('once closed it refuses instead of keeping its callers waiting', async () => {
    const closed = spool()
    await restart()
    await expect(closed.keepPrediction(predictionRecord(1))).rejects.toThrow()
    await expect(closed.backlog()).rejects.toThrow()
  })
}

async function keep(spool: Spool, number: number): Promise<void> {
  await spool.keepImage(idOf(number), Buffer.from(`image ${number}`))
  await spool.keepPrediction(predictionRecord(number))
}

function feedback(number: number, predictionId: string): FeedbackRecord {
  const at = new Date(Date.UTC(2026, 1, 1) + number)
  return { id: idOf(1000 + number), predictionId, kind: 'flag', at, client: '127.0.0.1' }
}

function nameOf(entry: SpoolEntry): string {
  return entry.kind === 'prediction'
    ? `prediction ${entry.prediction.id}`
    : `${entry.feedback.kind} ${entry.feedback.predictionId}`
}

function bitsOf(numbers: Float32Array | undefined): number[] {
  return numbers ? [...new Uint32Array(numbers.slice().buffer)] : []
}
