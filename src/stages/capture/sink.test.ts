import { describe, expect, test } from 'vitest'
import type { Spool } from '#ports/spool.ts'
import { manualClock } from '../../../test/support/manual-clock.ts'
import { predictionRecord } from '../../../test/support/prediction-record.ts'
import { captureSink } from './sink.ts'

const record = predictionRecord(1)
const bytes = Buffer.from('bytes')

describe('captureSink', () => {
  test('[CA1] says true only after image and record are kept, the image first', async () => {
    const { sink, done } = open({})
    expect(await sink.begin(record.id, bytes).commit(record)).toBe(true)
    expect(done).toEqual(['keepImage', 'keepPrediction', 'kept'])
  })

  test('[CA1] the record waits for an image that is still being written', async () => {
    const image = Promise.withResolvers<void>()
    const { sink, done } = open({ keepImage: () => image.promise })
    const committed = sink.begin(record.id, bytes).commit(record)
    await Promise.resolve()
    expect(done).toEqual([])
    image.resolve()
    expect(await committed).toBe(true)
  })

  test('[CA2] a refused image is dropped, after its writing has ended', async () => {
    const { sink, done } = open({})
    await sink.begin(record.id, bytes).abandon()
    expect(done).toEqual(['keepImage', 'dropImage'])
  })

  test.each(['keepImage', 'keepPrediction'] as const)(
    '[CA5] when %s fails, it says false, counts it, and leaves no image',
    async (verb) => {
      const full = new Error('no space left')
      const { sink, done, dropped } = open({ [verb]: () => Promise.reject(full) })
      expect(await sink.begin(record.id, bytes).commit(record)).toBe(false)
      expect(dropped).toEqual([full])
      expect(done.at(-1)).toBe('dropImage')
      expect(done).not.toContain('kept')
    },
  )

  test('[CA5] a disk that refuses even the clean-up throws nothing', async () => {
    const refuses = () => Promise.reject(new Error('read-only'))
    const { sink, dropped } = open({ keepImage: refuses, dropImage: refuses })
    expect(await sink.begin(record.id, bytes).commit(record)).toBe(false)
    await sink.begin(record.id, bytes).abandon()
    expect(dropped).toHaveLength(1)
  })
})

function open(faults: Partial<Pick<Spool, 'keepImage' | 'keepPrediction' | 'dropImage'>>) {
  const done: string[] = []
  const dropped: unknown[] = []
  const verb = (name: 'keepImage' | 'keepPrediction' | 'dropImage') => async () => {
    await (faults[name] as (() => Promise<void>) | undefined)?.()
    done.push(name)
  }
  const spool = {
    keepImage: verb('keepImage'),
    keepPrediction: verb('keepPrediction'),
    dropImage: verb('dropImage'),
  }
  const events = {
    kept: () => void done.push('kept'),
    dropped: (problem: unknown) => void dropped.push(problem),
  }
  return {
    sink: captureSink(spool as unknown as Spool, manualClock('2026-02-01T08:00:00.000Z'), events),
    done,
    dropped,
  }
}
