import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Where the labelled icons lie; see README.md there for source and licence. */
export const imageFolder = fileURLToPath(new URL('./images/', import.meta.url))

/** Files of each class, relative to the folder; classes in the model’s order. */
export type ClassImages = Readonly<Record<string, readonly string[]>>

/** One labelled drawing of something to eat. */
export type FoodIcon = Readonly<{ name: string; class: string; svg: string }>

export async function readClassImages(): Promise<ClassImages> {
  return JSON.parse(await readFile(`${imageFolder}labels.json`, 'utf8')) as ClassImages
}

/** All icons by class, classes in the model’s order. */
export async function readFoodIcons(): Promise<ReadonlyMap<string, readonly FoodIcon[]>> {
  const icons = new Map<string, readonly FoodIcon[]>()
  for (const [className, files] of Object.entries(await readClassImages())) {
    icons.set(className, await Promise.all(files.map((file) => readFoodIcon(file, className))))
  }
  return icons
}

async function readFoodIcon(file: string, className: string): Promise<FoodIcon> {
  const svg = await readFile(`${imageFolder}${file}`, 'utf8')
  return { name: file.replace(/^.*\/(.*)\.svg$/, '$1'), class: className, svg: svg.trim() }
}
