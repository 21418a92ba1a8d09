import { between, pick, pickWeighted, type Random } from './random.ts'

export type Surface = 'plain' | 'gradient' | 'wood' | 'cloth'
export type PhotoFormat = 'jpeg' | 'webp' | 'png'

/** Everything that decides how one photo looks. */
export type PhotoRecipe = Readonly<{
  /** Pixels. */
  width: number
  /** Pixels. */
  height: number
  surface: Surface
  /** Two colours of the surface. */
  colours: readonly [string, string]
  /** Direction of grain or gradient, in degrees. */
  grainDegrees: number
  plate: 'none' | 'white' | 'slate'
  /** Side of the food, as a share of the photo’s shorter side. */
  scale: number
  /** Middle of the food, as shares of width and height. */
  centre: readonly [x: number, y: number]
  rotationDegrees: number
  mirrored: boolean
  /** 1 leaves the light as it is. */
  brightness: number
  /** 1 leaves the colours as they are. */
  saturation: number
  /** Standard deviation in pixels; 0 is sharp. */
  blur: number
  /** Standard deviation of the sensor’s noise, in steps of 0 to 255. */
  noise: number
  format: PhotoFormat
  /** Quality of JPEG and WebP, 1 to 100. */
  quality: number
}>

const sizes = [
  [640, 480],
  [480, 640],
  [512, 512],
  [600, 400],
] as const

const surfaces = [
  ['plain', 3],
  ['gradient', 2],
  ['wood', 3],
  ['cloth', 2],
] as const

const plates = [
  ['none', 5],
  ['white', 4],
  ['slate', 1],
] as const

const formats = [
  ['jpeg', 14],
  ['webp', 4],
  ['png', 2],
] as const

const palettes: Readonly<Record<Surface, readonly (readonly [string, string])[]>> = {
  plain: [
    ['#f2ede4', '#f2ede4'],
    ['#d9dfe2', '#d9dfe2'],
    ['#c9d6c4', '#c9d6c4'],
    ['#efd9c3', '#efd9c3'],
    ['#8f9aa3', '#8f9aa3'],
    ['#e8c9c0', '#e8c9c0'],
  ],
  gradient: [
    ['#fbf3e4', '#d8b993'],
    ['#e9eef2', '#a9b8c4'],
    ['#f6dcd0', '#c98f7a'],
    ['#dfe8d2', '#93a880'],
  ],
  wood: [
    ['#b98a5a', '#8f6338'],
    ['#d2ac7c', '#ad8453'],
    ['#8a6039', '#653f20'],
    ['#c7b299', '#a08a70'],
  ],
  cloth: [
    ['#ffffff', '#c8463c'],
    ['#f7f3ea', '#5d7fa3'],
    ['#fffaf0', '#7f9a63'],
    ['#efe6d8', '#b9a284'],
  ],
}

/**
 * Decides a photo. Most are easy; some are taken from far away, in bad light, shaken, askew or half out of the
 * frame, as people’s photos are, so that the model errs now and then.
 */
export function photoRecipe(random: Random): PhotoRecipe {
  const difficulty = random() ** 2
  const surface = pickWeighted(surfaces, random)
  const [width, height] = pick(sizes, random)
  return {
    width,
    height,
    surface,
    colours: pick(palettes[surface], random),
    grainDegrees: between(-90, 90, random),
    plate: pickWeighted(plates, random),
    ...placing(difficulty, random),
    ...taking(difficulty, random),
    format: pickWeighted(formats, random),
    quality: Math.round(92 - 62 * difficulty * random()),
  }
}

function placing(difficulty: number, random: Random) {
  const scale = between(0.66, 0.9, random) - 0.36 * difficulty * random()
  const off = (1 - scale) / 2 + 0.12 * difficulty
  return {
    scale,
    centre: [0.5 + between(-off, off, random), 0.5 + between(-off, off, random)] as const,
    rotationDegrees: between(-1, 1, random) * (10 + 80 * difficulty),
    mirrored: random() < 0.5,
  }
}

function taking(difficulty: number, random: Random) {
  return {
    brightness: 1 + between(-1, 1, random) * (0.08 + 0.45 * difficulty),
    saturation: 1 + between(-1, 0.6, random) * (0.1 + 0.6 * difficulty),
    blur: difficulty > 0.25 ? 4.5 * difficulty * random() : 0,
    noise: 2 + 34 * difficulty * random(),
  }
}
