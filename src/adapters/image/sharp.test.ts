import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '#contract/errors.ts'
import type { Preprocessing } from '#contract/registry.ts'
import { decodeImage, sharpImageTool } from './sharp.ts'

const shape: Preprocessing = {
  width: 8,
  height: 8,
  resize: 'stretch',
  colour: 'RGB',
  mean: [0, 0, 0],
  std: [1, 1, 1],
  layout: 'NCHW',
}
const limits = { pixels: 1_000_000 }
const RED = { r: 220, g: 20, b: 20 }
const BLUE = { r: 20, g: 20, b: 220 }
const formats = ['jpeg', 'png', 'webp', 'avif', 'gif'] as const
type Format = (typeof formats)[number]

describe('formats', () => {
  test.each(formats)('[PR3] %s is decoded to RGB of the model’s size', async (format) => {
    const { pixels, image } = await decodeImage(await halves(format), shape, limits)
    expect(image).toEqual({ mediaType: `image/${format}`, width: 48, height: 24 })
    expect(pixels).toHaveLength(8 * 8 * 3)
    expectNear(pixelAt(pixels, 0, 4), RED)
    expectNear(pixelAt(pixels, 7, 4), BLUE)
  })

  test('[PR3] an animated GIF is answered by its first frame', async () => {
    const frames = [RED, BLUE].map((background) =>
      sharp({ create: { width: 16, height: 16, channels: 3, background } }).png(),
    )
    const buffers = await Promise.all(frames.map((frame) => frame.toBuffer()))
    const gif = await sharp(buffers, { join: { animated: true } })
      .gif({ delay: [50, 50] })
      .toBuffer()
    expect((await sharp(gif).metadata()).pages).toBe(2)
    const { pixels, image } = await decodeImage(gif, shape, limits)
    expect(image).toEqual({ mediaType: 'image/gif', width: 16, height: 16 })
    expectNear(pixelAt(pixels, 4, 4), RED)
  })

  test.each([3, 6, 8])(
    '[PR3] EXIF orientation %i is applied, and width and height are told after it',
    async (orientation) => {
      const turned = await sharp(await halves('png'))
        .withMetadata({ orientation })
        .jpeg({ quality: 95 })
        .toBuffer()
      const { pixels, image } = await decodeImage(turned, shape, limits)
      const redAt = { 3: [7, 4], 6: [4, 0], 8: [4, 7] }[orientation] ?? []
      const blueAt = { 3: [0, 4], 6: [4, 7], 8: [4, 0] }[orientation] ?? []
      expect([image.width, image.height]).toEqual(orientation === 3 ? [48, 24] : [24, 48])
      expectNear(pixelAt(pixels, ...redAt), RED)
      expectNear(pixelAt(pixels, ...blueAt), BLUE)
    },
  )

  test.each(['png', 'webp', 'gif', 'avif'] as const)('transparency in %s lies on white', async (format) => {
    const background = { r: 0, g: 0, b: 0, alpha: 0 }
    const clear = sharp({ create: { width: 8, height: 8, channels: 4, background } })
    const { pixels } = await decodeImage(await clear.toFormat(format).toBuffer(), shape, limits)
    expectNear(pixelAt(pixels, 4, 4), { r: 255, g: 255, b: 255 })
  })

  const grey = Buffer.alloc(16 * 16, 100)
  test.each([
    ['greyscale JPEG', () => sharp(grey, { raw: { width: 16, height: 16, channels: 1 } }).jpeg()],
    [
      'greyscale PNG with alpha',
      () =>
        sharp(grey, { raw: { width: 16, height: 16, channels: 1 } })
          .ensureAlpha()
          .png(),
    ],
    [
      '16-bit PNG',
      () =>
        sharp(grey, { raw: { width: 16, height: 16, channels: 1 } })
          .toColourspace('rgb16')
          .png(),
    ],
    [
      'palette PNG',
      () => sharp(grey, { raw: { width: 16, height: 16, channels: 1 } }).png({ palette: true }),
    ],
    [
      'CMYK JPEG',
      () =>
        sharp(grey, { raw: { width: 16, height: 16, channels: 1 } })
          .toColourspace('cmyk')
          .jpeg(),
    ],
    [
      'progressive JPEG',
      () => sharp(grey, { raw: { width: 16, height: 16, channels: 1 } }).jpeg({ progressive: true }),
    ],
  ])('%s becomes three bytes a pixel', async (_name, make) => {
    const { pixels } = await decodeImage(await make().toBuffer(), shape, limits)
    expect(pixels).toHaveLength(8 * 8 * 3)
    expectNear(pixelAt(pixels, 4, 4), { r: 100, g: 100, b: 100 }, 12)
  })

  test('one pixel is an image', async () => {
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: RED } })
      .png()
      .toBuffer()
    expect((await decodeImage(dot, shape, limits)).image).toEqual({
      mediaType: 'image/png',
      width: 1,
      height: 1,
    })
  })
})

describe('resizing', () => {
  test.each([
    ['stretch', RED, BLUE],
    ['contain', { r: 0, g: 0, b: 0 }, { r: 0, g: 0, b: 0 }],
  ] as const)('%s fills the corners as the manifest asks', async (resize, topLeft, bottomRight) => {
    const { pixels } = await decodeImage(await halves('png'), { ...shape, resize }, limits)
    expectNear(pixelAt(pixels, 0, 0), topLeft)
    expectNear(pixelAt(pixels, 7, 7), bottomRight)
  })

  test('cover cuts the longer side', async () => {
    const stripes = await sharp(await halves('png'))
      .extend({ left: 200, right: 200, background: '#00ff00' })
      .png()
      .toBuffer()
    const { pixels } = await decodeImage(stripes, { ...shape, resize: 'cover' }, limits)
    expectNear(pixelAt(pixels, 0, 4), RED, 40)
    expectNear(pixelAt(pixels, 7, 4), BLUE, 40)
  })
})

describe('refusals', () => {
  test.each(formats)(
    '[PR3] a %s that is cut short is IMAGE_UNREADABLE, wherever it is cut',
    async (format) => {
      const whole = await noise(format)
      for (const share of [0.2, 0.5, 0.9]) {
        const cut = whole.subarray(0, Math.floor(whole.length * share))
        await expectRefusal(cut, 'IMAGE_UNREADABLE')
      }
    },
  )

  test.each<[string, string | Buffer]>([
    [
      'SVG',
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    ],
    ['PDF', '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF'],
    ['TIFF header', Buffer.from('49492a0008000000', 'hex')],
    ['BMP header', Buffer.from('424d3a0000000000000036000000', 'hex')],
    ['text', 'not an image at all'],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['a zip', Buffer.from('504b030414000000', 'hex')],
    ['one byte', Buffer.from([0xff])],
  ])('[PR3] %s is IMAGE_FORMAT_UNSUPPORTED', async (_name, content) => {
    await expectRefusal(Buffer.from(content as string), 'IMAGE_FORMAT_UNSUPPORTED')
  })

  test('[PR3] TIFF, a real one, is refused as well', async () => {
    const tiff = await sharp({ create: { width: 8, height: 8, channels: 3, background: RED } })
      .tiff()
      .toBuffer()
    await expectRefusal(tiff, 'IMAGE_FORMAT_UNSUPPORTED')
  })

  test('nothing at all is IMAGE_MISSING', async () => {
    await expectRefusal(Buffer.alloc(0), 'IMAGE_MISSING')
  })

  test('a bomb, a tiny file of many pixels, is refused before it is decoded', async () => {
    const png = await sharp({ create: { width: 6000, height: 6000, channels: 3, background: RED } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    expect(png.length).toBeLessThan(200_000)
    const before = performance.now()
    await expectRefusal(png, 'IMAGE_TOO_LARGE')
    expect(performance.now() - before).toBeLessThan(500)
  })

  test('a header that lies about its size is refused', async () => {
    const lying = Buffer.from(await halves('png'))
    lying.writeUInt32BE(0x7fffffff, 16)
    await expect(decodeImage(lying, shape, limits)).rejects.toMatchObject({
      code: expect.stringMatching(/^IMAGE_(TOO_LARGE|UNREADABLE)$/),
    })
  })

  test('an image of exactly the limit is answered, one pixel more is not', async () => {
    const image = await halves('png')
    await decodeImage(image, shape, { pixels: 48 * 24 })
    await expectRefusal(image, 'IMAGE_TOO_LARGE', { pixels: 48 * 24 - 1 })
  })
})

describe('thumbnails', () => {
  test.each([
    [1000, 500, 256, 128],
    [300, 600, 128, 256],
    [100, 50, 100, 50],
  ])('%i × %i becomes WebP of %i × %i', async (width, height, expectedWidth, expectedHeight) => {
    const bytes = await sharp({ create: { width, height, channels: 3, background: RED } })
      .jpeg()
      .toBuffer()
    const made = await sharp(await sharpImageTool.thumbnail(bytes, 256)).metadata()
    expect([made.format, made.width, made.height]).toEqual(['webp', expectedWidth, expectedHeight])
  })

  test('are turned upright and carry no metadata', async () => {
    const exif = { IFD0: { Copyright: 'where I live' } }
    const bytes = await sharp(await halves('png'))
      .withExif(exif)
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const made = await sharp(await sharpImageTool.thumbnail(bytes, 256)).metadata()
    expect([made.width, made.height, made.exif, made.orientation]).toEqual([24, 48, undefined, undefined])
  })
})

/** Left half red, right half blue, 48 × 24. */
async function halves(format: Format): Promise<Buffer> {
  const right = await sharp({ create: { width: 24, height: 24, channels: 3, background: BLUE } })
    .png()
    .toBuffer()
  const both = sharp({ create: { width: 48, height: 24, channels: 3, background: RED } })
  return both
    .composite([{ input: right, left: 24, top: 0 }])
    .toFormat(format, { quality: 95 })
    .toBuffer()
}

/** Something that does not compress away, so that a cut always hits picture data. */
async function noise(format: Format): Promise<Buffer> {
  const data = Buffer.from(
    Array.from({ length: 64 * 64 * 3 }, (_, index) => (index * index * 2_654_435_761) % 251),
  )
  return sharp(data, { raw: { width: 64, height: 64, channels: 3 } })
    .toFormat(format)
    .toBuffer()
}

async function expectRefusal(bytes: Buffer, code: ErrorCode, limit = limits): Promise<void> {
  await expect(decodeImage(bytes, shape, limit)).rejects.toMatchObject({ name: 'EvalloopError', code })
}

type Colour = { r: number; g: number; b: number }

function pixelAt(pixels: Uint8Array, x = 0, y = 0): Colour {
  const [r = -1, g = -1, b = -1] = pixels.subarray((y * 8 + x) * 3)
  return { r, g, b }
}

function expectNear(found: Colour, wanted: Colour, tolerance = 25): void {
  for (const channel of ['r', 'g', 'b'] as const) {
    expect(Math.abs(found[channel] - wanted[channel]), JSON.stringify({ found, wanted })).toBeLessThanOrEqual(
      tolerance,
    )
  }
}
