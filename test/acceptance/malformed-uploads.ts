import { deflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { type Format, formats, picture, seededRandom } from './pictures.ts'

/** One request that may be anything but right. */
export type Upload = Readonly<{ name: string; headers: Record<string, string>; body: Buffer }>

type Random = () => number
const pick = <Thing>(random: Random, things: readonly Thing[]): Thing =>
  things[Math.floor(random() * things.length)] as Thing

/** Bad images, by a seed: damaged, lying, foreign, huge and empty ones. The number of each kind follows from `count`. */
export async function badImages(seed: number, count: number): Promise<{ name: string; bytes: Buffer }[]> {
  const random = seededRandom(seed)
  const whole = new Map<Format, Buffer>()
  for (const format of formats) whole.set(format, await picture(seed, format, 96, 72))
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#123456' } })
    .png()
    .toBuffer()
  const kinds = [truncated, flipped, lying, randomBytes, foreign, prefixed]
  return Array.from({ length: count }, (_, index) => {
    if (index % 100 === 0) return { name: 'bomb of 81 million pixels', bytes: bomb }
    const format = pick(random, formats)
    return pick(random, kinds)(random, format, whole.get(format) ?? Buffer.alloc(0))
  })
}

type Kind = (random: Random, format: Format, whole: Buffer) => { name: string; bytes: Buffer }

const truncated: Kind = (random, format, whole) => {
  const length = Math.floor(random() * whole.length)
  return { name: `${format} cut after ${length} of ${whole.length} bytes`, bytes: whole.subarray(0, length) }
}

const flipped: Kind = (random, format, whole) => {
  const bytes = Buffer.from(whole)
  const flips = Array.from({ length: 1 + Math.floor(random() * 8) }, () =>
    Math.floor(random() * Math.min(64, bytes.length)),
  )
  for (const at of flips) bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8))
  return { name: `${format} with bits flipped at ${flips.join(', ')}`, bytes }
}

/** Width and height as the header has them, set to something enormous. */
const lying: Kind = (random, _format, _whole) => {
  const [width, height] = [0, 0].map(() => Math.floor(random() * 0xffff)) as [number, number]
  const png = Buffer.from('89504e470d0a1a0a0000000d494844520000000000000000080200000000000000', 'hex')
  png.writeUInt32BE(width * 30_000, 16)
  png.writeUInt32BE(height * 30_000, 20)
  const gif = Buffer.from('47494638396100000000800000000000ffffff2c', 'hex')
  gif.writeUInt16LE(width, 6)
  gif.writeUInt16LE(height, 8)
  const jpeg = Buffer.from('ffd8ffc0001108ffffffff03012200021101031101ffda', 'hex')
  const body = Buffer.from(Array.from({ length: 64 }, () => Math.floor(random() * 256)))
  const [name, head] = pick(random, [
    ['PNG', png],
    ['GIF', gif],
    ['JPEG', jpeg],
  ] as const)
  return { name: `${name} header that lies about its size`, bytes: Buffer.concat([head, body]) }
}

const randomBytes: Kind = (random) => {
  const length = Math.floor(random() * 4000)
  return {
    name: `${length} random bytes`,
    bytes: Buffer.from(Array.from({ length }, () => Math.floor(random() * 256))),
  }
}

/** The beginning of a picture, then noise. */
const prefixed: Kind = (random, format, whole) => {
  const kept = Math.floor(random() * 40)
  const noise = Buffer.from(Array.from({ length: 500 }, () => Math.floor(random() * 256)))
  return {
    name: `the first ${kept} bytes of a ${format}, then noise`,
    bytes: Buffer.concat([whole.subarray(0, kept), noise]),
  }
}

const foreignFiles: [string, Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('hello, I am no image')],
  ['HTML', Buffer.from('<!doctype html><script>alert(1)</script>')],
  [
    'SVG',
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64"/></svg>',
    ),
  ],
  [
    'SVG that reads a file',
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="file:///etc/passwd"/></svg>',
    ),
  ],
  [
    'XML of a billion laughs',
    Buffer.from('<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>'),
  ],
  ['PDF', Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF')],
  ['TIFF', Buffer.from('49492a000800000001000001030001000000400000000000', 'hex')],
  ['BMP', Buffer.concat([Buffer.from('424d', 'hex'), Buffer.alloc(200)])],
  ['ICO', Buffer.from('00000100010010100000010020006804000016000000', 'hex')],
  ['JPEG XL', Buffer.from('0000000c4a584c200d0a870a', 'hex')],
  ['HEIC', Buffer.from('000000186674797068656963000000006d69663168656963', 'hex')],
  ['a gzip bomb', deflateRawSync(Buffer.alloc(1_000_000))],
  ['a program', Buffer.from('7f454c46020101000000000000000000', 'hex')],
  ['a million zeros', Buffer.alloc(1_000_000)],
]
const foreign: Kind = (random) => {
  const [name, bytes] = pick(random, foreignFiles)
  return { name, bytes }
}

/** The image in one of the forms that the server takes, or in one that only looks like it. */
export function uploadOf({ name, bytes }: { name: string; bytes: Buffer }, turn: number): Upload {
  const json = (body: unknown) => asUpload('application/json', Buffer.from(JSON.stringify(body)))
  const asUpload = (type: string, body: Buffer): Upload => ({
    name: `${name}, as ${type}`,
    headers: { 'content-type': type },
    body,
  })
  const base64 = bytes.toString('base64')
  const forms: (() => Upload)[] = [
    () => asUpload('image/jpeg', bytes),
    () => asUpload('application/octet-stream', bytes),
    () => json({ image: base64 }),
    () => asUpload(`multipart/form-data; boundary=${BOUNDARY}`, formWith('file', bytes, true)),
    () => asUpload(`multipart/form-data; boundary=${BOUNDARY}`, formWith('file', bytes, false)),
    () => asUpload(`multipart/form-data; boundary=${BOUNDARY}`, formWith('photo', bytes, true)),
    () => asUpload('multipart/form-data; boundary=another', formWith('file', bytes, true)),
    () => asUpload('multipart/form-data', formWith('file', bytes, true)),
    () => json({ image: `${base64}*` }),
    () => json({ image: `data:image/png;base64,${base64}` }),
    () => json({ picture: base64 }),
    () => json({ image: [...bytes.subarray(0, 20)] }),
    () => json(base64),
    () => asUpload('application/json', bytes),
    () => asUpload('application/json', Buffer.from(JSON.stringify({ image: base64 }).slice(0, -2))),
    () => asUpload('text/plain', bytes),
    () =>
      asUpload(
        'application/x-www-form-urlencoded',
        Buffer.from(`image=${encodeURIComponent(base64.slice(0, 1000))}`),
      ),
    () => asUpload('not a media type', bytes),
    () => ({ name: `${name}, of no type`, headers: {}, body: bytes }),
  ]
  return (forms[turn % forms.length] ?? forms[0])?.() ?? json({})
}

const BOUNDARY = '----acceptance'

function formWith(field: string, bytes: Buffer, isClosed: boolean): Buffer {
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${field}"; filename="a.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from(isClosed ? `\r\n--${BOUNDARY}--\r\n` : '')])
}
