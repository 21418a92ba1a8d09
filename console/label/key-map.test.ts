import { describe, expect, test } from 'vitest'
import { actionOfKey, keyOfClass } from './key-map.ts'

const classes = Array.from({ length: 40 }, (_, index) => `class ${index}`)

describe('keys of the annotator’s room', () => {
  test('1 to 9, then letters', () => {
    expect(actionOfKey('1', classes)).toEqual({ kind: 'answer', answer: { kind: 'class', class: 'class 0' } })
    expect(actionOfKey('a', classes)).toEqual({ kind: 'answer', answer: { kind: 'class', class: 'class 9' } })
    expect(keyOfClass(10)).toBe('b')
  })
  test('no class takes a key that means something else', () => {
    const keys = classes.map((_, index) => keyOfClass(index))
    for (const reserved of ['0', '?', ' ', 'z', 's', 'h', 'p']) expect(keys).not.toContain(reserved)
  })
  test('every class key leads back to its class', () => {
    classes.forEach((name, index) => {
      const key = keyOfClass(index)
      if (key !== undefined) expect(actionOfKey(key, classes)).toMatchObject({ answer: { class: name } })
    })
  })
  test('a class beyond the last letter has no key, and a key beyond the last class no meaning', () => {
    expect(keyOfClass(39)).toBeUndefined()
    expect(actionOfKey('7', ['one', 'two'])).toBeUndefined()
  })
  test('shift does not matter for letters', () => {
    expect(actionOfKey('Z', classes)).toEqual({ kind: 'undo' })
  })
})
