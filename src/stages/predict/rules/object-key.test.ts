import { describe, expect, test } from 'vitest'
import { objectKeyOf } from './object-key.ts'

const id = '01936f3a-7c2e-7d4b-9a51-0c5e8f1b2a3d'

describe('objectKeyOf', () => {
  test.each([
    [0, 'image/jpeg', `class_00/${id}.jpg`],
    [7, 'image/png', `class_07/${id}.png`],
    [10, 'image/webp', `class_10/${id}.webp`],
    [99, 'image/avif', `class_99/${id}.avif`],
    [100, 'image/gif', `class_100/${id}.gif`],
  ] as const)('[PR2] class %i, %s → %s', (classIndex, mediaType, key) => {
    expect(objectKeyOf(classIndex, id, mediaType)).toBe(key)
  })
})
