import { describe, expect, test } from 'vitest'
import { imageKind } from './image-kind.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

describe('imageKind', () => {
  test.each([
    ['JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
    ['GIF', 'GIF89a\x01\0', 'image/gif'],
    ['WebP', 'RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
    ['AVIF', '\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf', 'image/avif'],
    ['AVIF whose first brand is the container’s', '\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'image/avif'],
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'heic'],
    ['a film in the same container', '\0\0\0\x18ftypisom\0\0\x02\0isommp41', 'other'],
    ['a sound in the same wrapper as WebP', 'RIFF\x24\0\0\0WAVEfmt ', 'other'],
    ['PDF', '%PDF-1.7', 'other'],
    ['nothing', '', 'other'],
  ])('%s', (_name, start, kind) => {
    expect(imageKind(bytes(start))).toBe(kind)
  })
})
