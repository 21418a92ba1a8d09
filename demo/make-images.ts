/**
 * Maker of `demo/images/`: takes the food icons out of the Noto emoji set and files each one under its class.
 *
 *   npm install --prefix /tmp/noto --no-save @iconify-json/noto@1.2.9
 *   node demo/make-images.ts /tmp/noto/node_modules/@iconify-json/noto/icons.json [LIST.json]
 *
 * The list says which icons belong to which class, in the model’s order; without one, the list behind the images
 * that stand there now (`labels.json`) is made again.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ClassImages, imageFolder, readClassImages } from './food-icon.ts'

type Icon = Readonly<{ body: string; width?: number; height?: number }>
type IconSet = Readonly<{ width: number; height: number; icons: Record<string, Icon> }>
type IconNames = Readonly<Record<string, readonly string[]>>

const [iconSetFile, listFile] = process.argv.slice(2)
if (iconSetFile === undefined)
  throw new Error('Name the icons.json of @iconify-json/noto: see the top of this file.')

const iconSet = JSON.parse(await readFile(iconSetFile, 'utf8')) as IconSet
const names = listFile === undefined ? namesOf(await readClassImages()) : await readNames(listFile)
const images = await writeImages(names, iconSet)
await writeFile(join(imageFolder, 'labels.json'), `${JSON.stringify(images, null, 2)}\n`)
console.log(`${Object.values(images).flat().length} images of ${Object.keys(images).length} classes.`)

async function readNames(file: string): Promise<IconNames> {
  return JSON.parse(await readFile(file, 'utf8')) as IconNames
}

function namesOf(images: ClassImages): IconNames {
  const entries = Object.entries(images)
  return Object.fromEntries(entries.map(([name, files]) => [name, files.map(iconNameOf)]))
}

function iconNameOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.svg$/, '')
}

async function writeImages(names: IconNames, set: IconSet): Promise<ClassImages> {
  const images: Record<string, string[]> = {}
  for (const [index, [className, icons]] of Object.entries(names).entries()) {
    const folder = `class_${String(index).padStart(2, '0')}`
    await rm(join(imageFolder, folder), { recursive: true, force: true })
    await mkdir(join(imageFolder, folder), { recursive: true })
    for (const icon of icons) await writeFile(join(imageFolder, folder, `${icon}.svg`), svgOf(icon, set))
    images[className] = icons.map((icon) => `${folder}/${icon}.svg`)
  }
  return images
}

function svgOf(name: string, set: IconSet): string {
  const icon = set.icons[name]
  if (icon === undefined) throw new Error(`The icon set has no icon of the name ${name}.`)
  const box = `0 0 ${icon.width ?? set.width} ${icon.height ?? set.height}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${icon.body}</svg>\n`
}
