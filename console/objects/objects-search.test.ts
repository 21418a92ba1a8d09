import { describe, expect, test } from 'vitest'
import { folderPath, lastName, predictionIdOf } from './objects-search.ts'

const id = '0197a0b1-c2d3-7e4f-8a5b-6c7d8e9f0a1b'

describe('object keys', () => {
  test('a prediction’s key leads to the prediction', () => {
    expect(predictionIdOf(`class_07/${id}.jpg`)).toBe(id)
  })
  test('any other key leads nowhere', () => {
    expect(predictionIdOf('readme.txt')).toBeUndefined()
    expect(predictionIdOf(`class_07/${id}`)).toBeUndefined()
    expect(predictionIdOf('class_07/holiday.jpg')).toBeUndefined()
  })
  test('the way to a folder', () => {
    expect(folderPath('a/b/')).toEqual([
      { name: 'a', prefix: 'a/' },
      { name: 'b', prefix: 'a/b/' },
    ])
    expect(folderPath('')).toEqual([])
  })
  test('the last name', () => {
    expect(lastName('class_07/')).toBe('class_07')
    expect(lastName('class_07/x.jpg')).toBe('x.jpg')
  })
})
