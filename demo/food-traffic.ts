import type { FoodIcon } from './food-icon.ts'
import { type Photo, takePhoto } from './photo.ts'
import { photoRecipe } from './photo-recipe.ts'
import { pick, pickWeighted, randomFor } from './random.ts'

/** What people eat, roughly, as shares of a day’s photos: uneven, as traffic always is. */
export const classMix: Readonly<Record<string, number>> = {
  Bread: 0.1,
  'Dairy product': 0.05,
  Dessert: 0.16,
  Egg: 0.07,
  'Fried food': 0.1,
  Meat: 0.14,
  'Noodles/Pasta': 0.07,
  Rice: 0.07,
  Seafood: 0.09,
  Soup: 0.05,
  'Vegetable/Fruit': 0.1,
}

export type FoodPhoto = Photo & Readonly<{ class: string }>

/**
 * The photo of this number in the traffic of this seed.
 * @param icons by class; see `readFoodIcons`
 */
export async function foodPhoto(
  icons: ReadonlyMap<string, readonly FoodIcon[]>,
  seed: number,
  number: number,
): Promise<FoodPhoto> {
  const random = randomFor(seed, 'photo', number)
  const className = pickWeighted(Object.entries(classMix), random)
  const icon = pick(icons.get(className) ?? [], random)
  return { ...(await takePhoto(icon, photoRecipe(random), random)), class: className }
}
