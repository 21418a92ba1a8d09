import type { FoodIcon } from './food-icon.ts'
import type { PhotoRecipe, Surface } from './photo-recipe.ts'

/** The scene as one SVG: surface, plate, shadow, food. Light, blur and noise come later, on the pixels. */
export function sceneSvg(icon: FoodIcon, recipe: PhotoRecipe): string {
  const { width, height } = recipe
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    surfaceSvg[recipe.surface](recipe),
    foodSvg(icon, recipe),
    '</svg>',
  ].join('')
}

const surfaceSvg: Readonly<Record<Surface, (recipe: PhotoRecipe) => string>> = {
  plain: ({ colours: [colour] }) => `<rect width="100%" height="100%" fill="${colour}"/>`,
  gradient: ({ colours: [light, dark], grainDegrees }) =>
    `<linearGradient id="surface" gradientTransform="rotate(${grainDegrees.toFixed(1)} .5 .5)">` +
    `<stop stop-color="${light}"/><stop offset="1" stop-color="${dark}"/></linearGradient>` +
    '<rect width="100%" height="100%" fill="url(#surface)"/>',
  wood: (recipe) => turned(recipe, Math.round(recipe.grainDegrees / 90) * 90, planks(recipe)),
  cloth: (recipe) => turned(recipe, recipe.grainDegrees, checks(recipe)),
}

function turned({ width, height, colours: [colour] }: PhotoRecipe, degrees: number, drawing: string): string {
  const turn = `rotate(${degrees.toFixed(1)} ${width / 2} ${height / 2})`
  return `<rect width="100%" height="100%" fill="${colour}"/><g transform="${turn}">${drawing}</g>`
}

/** Boards that overlap the photo on all sides, each with grain lines of its own. */
function planks({ width, height, colours: [light, dark], grainDegrees }: PhotoRecipe): string {
  const reach = Math.max(width, height)
  const board = reach / 6
  const boards: string[] = []
  for (let row = -1; row < 8; row++) {
    const top = row * board
    const tone = 0.1 + 0.35 * fraction(row * 0.618 + grainDegrees)
    boards.push(
      rectangle(-reach, top, reach * 3, board, dark, tone),
      ...grain(top, board, reach, dark, row),
      rectangle(-reach, top, reach * 3, 2.5, '#2b1a0d', 0.55),
    )
  }
  return rectangle(-reach, -reach, reach * 3, reach * 3, light, 1) + boards.join('')
}

function grain(top: number, board: number, reach: number, colour: string, row: number): string[] {
  return [0.2, 0.38, 0.55, 0.72, 0.88].map((part, line) => {
    const y = top + board * part
    const bend = board * 0.18 * Math.sin(row * 3.1 + line * 1.7)
    const path = `M${-reach} ${y} Q${reach / 3} ${y + bend} ${reach * 2} ${y - bend}`
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-opacity=".5" stroke-width="1.6"/>`
  })
}

function checks({ width, height, colours: [, colour] }: PhotoRecipe): string {
  const reach = Math.max(width, height)
  const stripe = reach / 14
  const stripes: string[] = []
  for (let at = -reach; at < reach * 2; at += stripe * 2) {
    stripes.push(rectangle(at, -reach, stripe, reach * 3, colour, 0.45))
    stripes.push(rectangle(-reach, at, reach * 3, stripe, colour, 0.45))
  }
  return stripes.join('')
}

function rectangle(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  opacity: number,
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" fill-opacity="${opacity.toFixed(2)}"/>`
}

function foodSvg(icon: FoodIcon, recipe: PhotoRecipe): string {
  const side = recipe.scale * Math.min(recipe.width, recipe.height)
  const x = recipe.centre[0] * recipe.width
  const y = recipe.centre[1] * recipe.height
  const flip = recipe.mirrored ? ' scale(-1 1)' : ''
  const place = `translate(${x.toFixed(1)} ${y.toFixed(1)})`
  const sized = icon.svg.replace(
    '<svg ',
    `<svg x="${-side / 2}" y="${-side / 2}" width="${side}" height="${side}" `,
  )
  return (
    `<g transform="${place}">${restSvg(recipe, side)}` +
    `<g transform="rotate(${recipe.rotationDegrees.toFixed(1)})${flip}">${sized}</g></g>`
  )
}

/** What the food rests on: a plate, or its own shadow. */
function restSvg({ plate }: PhotoRecipe, side: number): string {
  if (plate === 'none') return softShadow(side)
  const [rim, well] = plate === 'white' ? ['#f7f6f2', '#ffffff'] : ['#3c4247', '#4a5157']
  return (
    disc(side * 0.64, '#000', 0.18, side * 0.03) +
    disc(side * 0.62, rim, 1, 0) +
    disc(side * 0.47, well, 1, 0)
  )
}

function softShadow(side: number): string {
  return (
    '<radialGradient id="shadow"><stop stop-opacity=".38"/><stop offset="1" stop-opacity="0"/></radialGradient>' +
    `<circle cy="${(side * 0.07).toFixed(1)}" r="${(side * 0.52).toFixed(1)}" fill="url(#shadow)"/>`
  )
}

function disc(radius: number, fill: string, opacity: number, down: number): string {
  return `<circle cy="${down.toFixed(1)}" r="${radius.toFixed(1)}" fill="${fill}" fill-opacity="${opacity}"/>`
}

function fraction(value: number): number {
  return value - Math.floor(value)
}
