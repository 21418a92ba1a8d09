import { describe, expect, test } from 'vitest'
import { failureOf, unreachable } from './failure.ts'

describe('failureOf', () => {
  test('takes title, detail and remedy from the server’s own words', () => {
    const body = {
      title: 'The image is damaged.',
      detail: 'It ends early.',
      remedy: 'Send it whole.',
      retry: false,
    }
    expect(failureOf(400, body)).toEqual(body)
  })

  test('a fault of the server may pass: the same photo can be sent again', () => {
    expect(failureOf(500, { title: 'A fault.', remedy: 'Look at the log.', retry: false }).retry).toBe(true)
  })

  test('an answer of something else on the way is named by its status', () => {
    expect(failureOf(502, '<html>')).toMatchObject({ detail: 'Status 502.', retry: true })
  })
})

test('a large photo that gets no answer is told its size', () => {
  expect(unreachable(50 * 1024 * 1024).detail).toContain('50 MiB')
  expect(unreachable(1024).detail).not.toContain('MiB')
})
