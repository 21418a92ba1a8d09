import sharp, { type Sharp } from 'sharp'
import type { FoodIcon } from './food-icon.ts'
import type { PhotoFormat, PhotoRecipe } from './photo-recipe.ts'
import { type Random, randomFor } from './random.ts'
import { sceneSvg } from './scene.ts'

export type Photo = Readonly<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string }>

/** Takes the photo: the scene, then what lens, sensor and file format do to it. Same input, same bytes. */
export async function takePhoto(icon: FoodIcon, recipe: PhotoRecipe, random: Random): Promise<Photo> {
  const { data, info } = await developed(icon, recipe).raw().toBuffer({ resolveWithObject: true })
  addNoise(data, recipe.noise, random)
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const bytes = await encoded(sharp(data, { raw }), recipe.format, recipe.quality).toBuffer()
  return { bytes: new Uint8Array(bytes), mediaType: `image/${recipe.format}` }
}

function developed(icon: FoodIcon, recipe: PhotoRecipe): Sharp {
  const scene = sharp(Buffer.from(sceneSvg(icon, recipe)))
    .flatten()
    .toColourspace('srgb')
    .modulate({ brightness: recipe.brightness, saturation: recipe.saturation })
  return recipe.blur >= 0.3 ? scene.blur(recipe.blur) : scene
}

function encoded(image: Sharp, format: PhotoFormat, quality: number): Sharp {
  if (format === 'png') return image.png({ compressionLevel: 4 })
  return format === 'webp' ? image.webp({ quality, effort: 1 }) : image.jpeg({ quality })
}

/** Bell-shaped values to choose from: a fresh one for each of a million bytes would cost more than the photo. */
const bell: readonly number[] = bellValues(4096)

function bellValues(count: number): number[] {
  const random = randomFor('noise')
  return Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()))
    return radius * Math.cos(2 * Math.PI * random())
  })
}

function addNoise(pixels: Uint8Array, deviation: number, random: Random): void {
  let state = Math.floor(random() * 2 ** 32)
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    const value = (pixels[at] ?? 0) + deviation * (bell[state >>> 20] ?? 0)
    pixels[at] = Math.max(0, Math.min(value, 255))
  }
}
