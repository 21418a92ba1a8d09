import sharp from 'sharp'
import { EvalloopError } from '#contract/errors.ts'
import type { Preprocessing } from '#contract/registry.ts'
import type { ImageTool } from '#ports/image-tool.ts'
import type { ImageFacts } from '#ports/model-runner.ts'

// Only what the API promises to read; libvips would open SVG, PDF and TIFF from strangers as well.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: [
    'VipsForeignLoadJpeg',
    'VipsForeignLoadPng',
    'VipsForeignLoadWebp',
    'VipsForeignLoadHeif',
    'VipsForeignLoadNsgif',
    'VipsForeignLoadGif',
  ],
})
sharp.cache(false)
// One decode per worker thread: the threads already share the cores.
sharp.concurrency(1)

const mediaTypes = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heif: 'image/avif',
  gif: 'image/gif',
} as const

export type ImageLimits = Readonly<{ pixels: number }>
export type DecodedImage = Readonly<{ pixels: Uint8Array; image: Omit<ImageFacts, 'sha256'> }>

/**
 * Decodes one image to RGB of the model's size: first frame, EXIF orientation applied, transparency on white.
 * The kernel is the one that the tutorial's service resizes with (Pillow's default, bicubic): with it the tutorial's
 * model is right on 13 of its own 13 Food-11 photos, with a linear one on 11.
 * The whole file is read, so a cut one is noticed. Throws IMAGE_UNREADABLE, IMAGE_FORMAT_UNSUPPORTED, IMAGE_TOO_LARGE.
 */
export async function decodeImage(
  bytes: Uint8Array,
  shape: Preprocessing,
  limits: ImageLimits,
): Promise<DecodedImage> {
  const facts = await inspect(bytes, limits)
  try {
    const pixels = await sharp(bytes, {
      failOn: 'truncated',
      limitInputPixels: limits.pixels,
      ignoreIcc: true,
    })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(shape.width, shape.height, { fit: fits[shape.resize], kernel: 'cubic', background: '#000000' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer()
    return { pixels, image: facts }
  } catch (cause) {
    throw new EvalloopError('IMAGE_UNREADABLE', { decoder: reasonOf(cause) }, cause)
  }
}

const fits = { stretch: 'fill', cover: 'cover', contain: 'contain' } as const

async function inspect(bytes: Uint8Array, limits: ImageLimits): Promise<Omit<ImageFacts, 'sha256'>> {
  if (bytes.length === 0) throw new EvalloopError('IMAGE_MISSING')
  const metadata = await sharp(bytes, { failOn: 'truncated', limitInputPixels: false })
    .metadata()
    .catch((cause) => {
      throw refusal(bytes, cause)
    })
  const mediaType = mediaTypes[metadata.format as keyof typeof mediaTypes]
  if (!mediaType) throw new EvalloopError('IMAGE_FORMAT_UNSUPPORTED', { format: metadata.format })
  const { width, height } = metadata.autoOrient
  if (width * height > limits.pixels) {
    throw new EvalloopError('IMAGE_TOO_LARGE', { width, height, maxPixels: limits.pixels })
  }
  return { mediaType, width, height }
}

const signatures = [
  [0xff, 0xd8, 0xff],
  [0x89, 0x50, 0x4e, 0x47],
  [0x47, 0x49, 0x46, 0x38],
  [0x52, 0x49, 0x46, 0x46],
]

/** A header that libvips cannot read: damaged when it begins like one of ours, otherwise no image of ours at all. */
function refusal(bytes: Uint8Array, cause: unknown): EvalloopError {
  const isAvif = Buffer.from(bytes.subarray(4, 12)).toString('latin1') === 'ftypavif'
  const begun =
    isAvif || signatures.some((signature) => signature.every((byte, index) => bytes[index] === byte))
  return begun
    ? new EvalloopError('IMAGE_UNREADABLE', { decoder: reasonOf(cause) }, cause)
    : new EvalloopError('IMAGE_FORMAT_UNSUPPORTED', {}, cause)
}

function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''
}

export const sharpImageTool: ImageTool = {
  async thumbnail(bytes, pixels) {
    return sharp(bytes, { failOn: 'none' })
      .autoOrient()
      .resize(pixels, pixels, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toBuffer()
  },
}
