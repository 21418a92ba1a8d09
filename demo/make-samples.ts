/**
 * Maker of `gourmetgram/samples/`: eight photos for visitors without one at hand, made from the labelled images.
 *
 *   node demo/make-samples.ts
 */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readFoodIcons } from './food-icon.ts'
import { takePhoto } from './photo.ts'
import type { PhotoRecipe } from './photo-recipe.ts'
import { randomFor } from './random.ts'

const folder = fileURLToPath(new URL('../gourmetgram/samples/', import.meta.url))

const plain: PhotoRecipe = {
  width: 440,
  height: 440,
  surface: 'plain',
  colours: ['#efe6d8', '#efe6d8'],
  grainDegrees: 0,
  plate: 'none',
  scale: 0.72,
  centre: [0.5, 0.5],
  rotationDegrees: 0,
  mirrored: false,
  brightness: 1,
  saturation: 1,
  blur: 0,
  noise: 1,
  format: 'webp',
  quality: 74,
}

const oak = { surface: 'wood', colours: ['#d2ac7c', '#ad8453'] } as const
const walnut = { surface: 'wood', colours: ['#8a6039', '#653f20'] } as const
const redCloth = { surface: 'cloth', colours: ['#ffffff', '#c8463c'], grainDegrees: 18 } as const
const blueCloth = { surface: 'cloth', colours: ['#f7f3ea', '#5d7fa3'], grainDegrees: -24 } as const
const peach = { surface: 'gradient', colours: ['#fbe3d2', '#e0a487'], grainDegrees: 60 } as const
const sage = { surface: 'plain', colours: ['#c9d6c4', '#c9d6c4'] } as const

const samples: Readonly<Record<string, Partial<PhotoRecipe>>> = {
  croissant: { ...oak, rotationDegrees: -8 },
  'fried-shrimp': { ...redCloth, plate: 'white', scale: 0.6 },
  sushi: { ...walnut, plate: 'slate', scale: 0.58 },
  'steaming-bowl': { ...blueCloth, scale: 0.74 },
  cooking: { ...sage, scale: 0.76 },
  shortcake: { ...peach, plate: 'white', scale: 0.58 },
  'cheese-wedge': { ...walnut, scale: 0.66 },
  strawberry: { ...sage, plate: 'white', scale: 0.56, rotationDegrees: 12 },
}

const icons = [...(await readFoodIcons()).values()].flat()
for (const [name, change] of Object.entries(samples)) {
  const icon = icons.find((candidate) => candidate.name === name)
  if (icon === undefined) throw new Error(`There is no image of the name ${name}.`)
  const { bytes } = await takePhoto(icon, { ...plain, ...change }, randomFor('sample', name))
  await writeFile(`${folder}${name}.webp`, bytes)
  console.log(`${name}.webp: ${bytes.length} bytes`)
}
