import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors.ts'
import { bytesOfBase64 } from './base64.ts'

const seed = 20_260_131

describe('bytesOfBase64', () => {
  test('gives back what was encoded, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (bytes) => {
        expect([...bytesOfBase64(Buffer.from(bytes).toString('base64'))]).toEqual([...bytes])
      }),
      { seed },
    )
  })

  test.each([
    ['with a data: URL', 'data:image/jpeg;base64,YWJj'],
    ['with a charset in the data: URL', 'data:image/png;charset=utf-8;base64,YWJj'],
    ['with line breaks, as MIME has them', 'YW\r\nJj\n'],
    ['with spaces around', '  YWJj '],
  ])('takes base64 %s', (_name, text) => {
    expect(Buffer.from(bytesOfBase64(text)).toString()).toBe('abc')
  })

  test('takes base64 with and without padding', () => {
    for (const text of ['YQ==', 'YQ']) expect(Buffer.from(bytesOfBase64(text)).toString()).toBe('a')
  })

  test.each<[string, string, ErrorCode]>([
    ['nothing', '', 'IMAGE_MISSING'],
    ['only spaces', ' \n', 'IMAGE_MISSING'],
    ['a data: URL without data', 'data:image/png;base64,', 'IMAGE_MISSING'],
    ['a sign that is none of base64', 'YW*j', 'IMAGE_NOT_BASE64'],
    ['the URL variant', 'A-_w', 'IMAGE_NOT_BASE64'],
    ['one letter too many', 'YWJjZ', 'IMAGE_NOT_BASE64'],
    ['padding in the middle', 'YQ==YWJj', 'IMAGE_NOT_BASE64'],
    ['bits that no encoder sets', 'YR==', 'IMAGE_NOT_BASE64'],
    ['a hexadecimal dump', '\\xff\\xd8', 'IMAGE_NOT_BASE64'],
    ['an address', 'https://example.org/a.jpg', 'IMAGE_NOT_BASE64'],
    ['a data: URL in another encoding', 'data:image/svg+xml,%3Csvg/%3E', 'IMAGE_NOT_BASE64'],
  ])('[PR7] refuses %s and names the field', (_name, text, code) => {
    expect(() => bytesOfBase64(text)).toThrow(expect.objectContaining({ code, details: { field: 'image' } }))
  })
})
