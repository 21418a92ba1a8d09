import { describe, expect, test } from 'vitest'
import { lastPhotosLimit, readLastPhotos, remembered, writeLastPhotos } from './last-photos.ts'
import type { ShownAnswer } from './shown-answer.ts'

function answer(id: string, captured = true): ShownAnswer {
  return { id, class: 'Egg', confidence: 0.9, probabilities: [], captured, flagged: false }
}

function memory(stored?: string) {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => stored ?? items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}

describe('the visitor’s last photos', () => {
  test('what was written is read again', () => {
    const storage = memory()
    writeLastPhotos(storage, [answer('b'), answer('a')])
    expect(readLastPhotos(storage).map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('the newest stands in front and the oldest goes', () => {
    let list: readonly ShownAnswer[] = []
    for (let number = 0; number <= lastPhotosLimit; number++) list = remembered(list, answer(String(number)))
    expect(list).toHaveLength(lastPhotosLimit)
    expect(list[0]?.id).toBe(String(lastPhotosLimit))
    expect(list.some(({ id }) => id === '0')).toBe(false)
  })

  test('an answer that changed keeps its place', () => {
    const list = remembered([answer('b'), answer('a')], { ...answer('a'), flagged: true })
    expect(list.map(({ id, flagged }) => [id, flagged])).toEqual([
      ['b', false],
      ['a', true],
    ])
  })

  test('a photo that the server could not keep has no thumbnail and is left out', () => {
    expect(remembered([], answer('a', false))).toEqual([])
  })

  test.each(['not JSON', '{}', '[{"id": 1}, null]'])('storage that holds %s counts as empty', (stored) => {
    expect(readLastPhotos(memory(stored))).toEqual([])
  })
})
