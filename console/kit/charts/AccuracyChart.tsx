import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import type { AccuracyHistory } from '#contract/evaluate.ts'
import { localInterval, percent } from '../format.ts'
import { accuracyInWords } from '../format-accuracy.ts'
import { band, type Placed, place, polyline } from './accuracy-geometry.ts'
import classes from './Chart.module.css'
import { fractionTicks, timeLabel, timeTicks } from './scale.ts'

/** One point a draw with its interval; a hollow, dashed point is a draw that has too few labels yet. */
export function AccuracyChart({
  points,
  height = 230,
}: {
  points: AccuracyHistory['points']
  height?: number
}) {
  const { ref, width } = useElementSize()
  const plan = place(points, width, height)
  const known = plan.placed.filter((point) => point.y !== undefined)
  return (
    <div ref={ref} style={{ height }}>
      <svg className={classes.chart} height={height} viewBox={`0 0 ${Math.max(1, width)} ${height}`}>
        <title>Accuracy over time, one point a draw</title>
        {fractionTicks(plan.floor).map((tick) => (
          <g key={tick}>
            <line
              className={classes.grid}
              x1={plan.left}
              x2={plan.right}
              y1={plan.y(tick)}
              y2={plan.y(tick)}
            />
            <text dy="0.32em" textAnchor="end" x={plan.left - 6} y={plan.y(tick)}>
              {percent(tick, 0)}
            </text>
          </g>
        ))}
        {timeTicks(plan.start, plan.end, Math.max(3, Math.floor(width / 80))).map((tick) => (
          <text
            key={tick}
            textAnchor={plan.x(tick) > width - 30 ? 'end' : 'middle'}
            x={plan.x(tick)}
            y={height - 6}
          >
            {timeLabel(tick, plan.end - plan.start)}
          </text>
        ))}
        <path className={classes.band} d={band(known)} />
        <path className={classes.line} d={polyline(known)} />
        {plan.placed.map((point) => (
          <Point key={point.drawId} point={point} />
        ))}
      </svg>
    </div>
  )
}

function Point({ point }: { point: Placed }) {
  const words = `Draw over ${localInterval(point.from, point.to)}: ${accuracyInWords(point.accuracy)}`
  return (
    <Link aria-label={words} className={classes.point} params={{ id: point.drawId }} to="/draws/$id">
      <title>{words}</title>
      <line
        className={classes.covers}
        x1={point.x1}
        x2={point.x2}
        y1={point.y ?? point.base}
        y2={point.y ?? point.base}
      />
      {point.y === undefined ? (
        <circle className={classes.none} cx={point.x} cy={point.base} r={5} />
      ) : (
        <>
          <line className={classes.whisker} x1={point.x} x2={point.x} y1={point.high} y2={point.low} />
          <circle className={classes.dot} cx={point.x} cy={point.y} r={5} />
        </>
      )}
    </Link>
  )
}
