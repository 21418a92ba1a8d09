import type { AccuracyEstimate, AccuracyHistory } from '#contract/evaluate.ts'
import { fractionFloor, linear, type Scale } from './scale.ts'

/** A draw’s place in the figure, in pixels. `y`, `low`, `high` are absent while it has too few labels. */
export type Placed = {
  drawId: string
  from: string
  to: string
  accuracy: AccuracyEstimate
  x: number
  x1: number
  x2: number
  base: number
  y?: number
  low?: number
  high?: number
}

export type Plan = {
  placed: Placed[]
  floor: number
  start: number
  end: number
  left: number
  right: number
  x: Scale
  y: Scale
}

const edge = { top: 10, right: 12, bottom: 26, left: 40 }

/** Lays out one point a draw at the middle of its interval; the axis begins below the lowest interval. */
export function place(points: AccuracyHistory['points'], width: number, height: number): Plan {
  const lows = points.flatMap(({ accuracy }) => (accuracy.kind === 'estimate' ? [accuracy.interval.low] : []))
  const floor = fractionFloor(Math.min(1, ...lows))
  const start = Math.min(...points.map(({ from }) => Date.parse(from)))
  const end = Math.max(...points.map(({ to }) => Date.parse(to)))
  const right = Math.max(edge.left + 1, width - edge.right)
  const x = linear([start, end], [edge.left + 8, right - 8])
  const y = linear([floor, 1], [height - edge.bottom, edge.top])
  const base = height - edge.bottom
  const placed = points.map((point): Placed => {
    const [x1, x2] = [x(Date.parse(point.from)), x(Date.parse(point.to))]
    const here = { ...point, x1, x2, x: (x1 + x2) / 2, base }
    if (point.accuracy.kind !== 'estimate') return here
    const { estimate, interval } = point.accuracy
    return { ...here, y: y(estimate), low: y(interval.low), high: y(interval.high) }
  })
  return { placed, floor, start, end, left: edge.left, right, x, y }
}

/** The area between the interval’s ends, as an SVG path; empty for fewer than two points. */
export function band(points: readonly Placed[]): string {
  if (points.length < 2) return ''
  const upper = points.map((point) => `${point.x},${point.high}`)
  const lower = points.map((point) => `${point.x},${point.low}`).reverse()
  return `M${upper.concat(lower).join('L')}Z`
}

export function polyline(points: readonly Placed[]): string {
  return points.length < 2 ? '' : `M${points.map((point) => `${point.x},${point.y}`).join('L')}`
}
