import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { readFoodIcons } from './food-icon.ts'
import { classMix, foodPhoto } from './food-traffic.ts'
import { takePhoto } from './photo.ts'
import { photoRecipe } from './photo-recipe.ts'
import { randomFor } from './random.ts'

const icons = await readFoodIcons()

describe('foodPhoto', () => {
  test('equal seeds give equal bytes', async () => {
    const [once, again] = await Promise.all([foodPhoto(icons, 7, 3), foodPhoto(icons, 7, 3)])
    expect(Buffer.compare(once.bytes, again.bytes)).toBe(0)
    expect(once.class).toBe(again.class)
  })

  test('every number and every seed gives another photo', async () => {
    const photos = await Promise.all([foodPhoto(icons, 7, 3), foodPhoto(icons, 7, 4), foodPhoto(icons, 8, 3)])
    const texts = photos.map(({ bytes }) => Buffer.from(bytes).toString('base64'))
    expect(new Set(texts).size).toBe(3)
  })

  test('is an image of the size and format its recipe says', async () => {
    const [icon] = icons.get('Soup') ?? []
    if (icon === undefined) throw new Error('There is no image of soup.')
    for (const format of ['jpeg', 'webp', 'png'] as const) {
      const recipe = { ...photoRecipe(randomFor(format)), format }
      const photo = await takePhoto(icon, recipe, randomFor('noise of', format))
      const { width, height } = recipe
      expect(await sharp(photo.bytes).metadata()).toMatchObject({ width, height, format })
      expect(photo.mediaType).toBe(`image/${format}`)
    }
  })

  test('the icons have all classes of the mix, in the same order', () => {
    expect([...icons.keys()]).toEqual(Object.keys(classMix))
    for (const [className, drawn] of icons) expect(drawn.length, className).toBeGreaterThanOrEqual(2)
  })

  test('the shares of the mix sum to 1', () => {
    expect(Object.values(classMix).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12)
  })
})
