/** The loop in flow order. The last two stations belong to a later version of Evalloop. */
export const ringStations = [
  'predict',
  'capture',
  'sample',
  'label',
  'evaluate',
  'retrain',
  'roll out',
] as const
export type RingStation = (typeof ringStations)[number]

export type Point = { x: number; y: number }

/** The angle of a station, in radians clockwise from the top. */
export function angleOf(index: number, stations: number): number {
  return (index / stations) * 2 * Math.PI
}

/** A point on a circle around the origin; 0 is the top, clockwise. */
export function onCircle(angle: number, radius: number): Point {
  return { x: radius * Math.sin(angle), y: -radius * Math.cos(angle) }
}

/** The SVG path of the arc from a station to the next; `gap` (radians) is left free around both. */
export function arcPath(index: number, stations: number, radius: number, gap: number): string {
  const from = onCircle(angleOf(index, stations) + gap, radius)
  const to = onCircle(angleOf(index + 1, stations) - gap, radius)
  return `M${round(from.x)} ${round(from.y)}A${radius} ${radius} 0 0 1 ${round(to.x)} ${round(to.y)}`
}

/** Where the count of an arc stands: in its middle, inside the ring. */
export function arcMiddle(index: number, stations: number, radius: number): Point {
  return onCircle(angleOf(index + 0.5, stations), radius)
}

/** Which way a label outside the ring must run so that it does not cross it. */
export function anchorOf(angle: number): 'start' | 'middle' | 'end' {
  const side = Math.sin(angle)
  if (Math.abs(side) < 0.2) return 'middle'
  return side > 0 ? 'start' : 'end'
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
