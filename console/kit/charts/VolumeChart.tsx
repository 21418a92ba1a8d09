import { useElementSize } from '@mantine/hooks'
import type { Overview } from '#contract/overview.ts'
import { count, counted, localTime } from '../format.ts'
import classes from './Chart.module.css'
import { countTicks, linear, timeLabel, timeTicks } from './scale.ts'

type Volume = Overview['volume']
const edge = { top: 8, right: 4, bottom: 22, left: 40 }

/** Predictions served, one bar a bin. */
export function VolumeChart({
  volume,
  from,
  to,
  height = 150,
}: {
  volume: Volume
  from: string
  to: string
  height?: number
}) {
  const { ref, width } = useElementSize()
  const first = volume.bins[0]
  const start = Math.min(Date.parse(from), first ? Date.parse(first.at) : Number.POSITIVE_INFINITY)
  const end = Date.parse(to)
  const most = Math.max(1, ...volume.bins.map((bin) => bin.count))
  const x = linear([start, end], [edge.left, Math.max(edge.left + 1, width - edge.right)])
  const y = linear([0, most], [height - edge.bottom, edge.top])
  const barWidth = Math.max(1, x(start + volume.binSeconds * 1000) - x(start) - 1.5)
  return (
    <div ref={ref} style={{ height }}>
      <svg
        aria-hidden="true"
        className={classes.chart}
        height={height}
        viewBox={`0 0 ${Math.max(1, width)} ${height}`}
      >
        {countTicks(most, 4).map((tick) => (
          <g key={tick}>
            <line
              className={tick === 0 ? classes.axis : classes.grid}
              x1={edge.left}
              x2={width - edge.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text dy="0.32em" textAnchor="end" x={edge.left - 6} y={y(tick)}>
              {count(tick)}
            </text>
          </g>
        ))}
        {volume.bins.map((bin) => (
          <rect
            className={classes.bar}
            height={Math.max(0, y(0) - y(bin.count))}
            key={bin.at}
            rx={Math.min(2, barWidth / 3)}
            width={barWidth}
            x={x(Date.parse(bin.at)) + 0.75}
            y={y(bin.count)}
          >
            <title>{`${localTime(bin.at)}: ${counted(bin.count, 'prediction')}`}</title>
          </rect>
        ))}
        {timeTicks(start, end, Math.max(3, Math.floor(width / 80))).map((tick) => (
          <text key={tick} textAnchor={x(tick) > width - 30 ? 'end' : 'middle'} x={x(tick)} y={height - 6}>
            {timeLabel(tick, end - start)}
          </text>
        ))}
      </svg>
    </div>
  )
}
