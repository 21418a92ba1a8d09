import { Link } from '@tanstack/react-router'
import type { Overview } from '#contract/overview.ts'
import classes from './Ring.module.css'
import { anchorOf, angleOf, arcMiddle, arcPath, onCircle, type RingStation, ringStations } from './ring.ts'
import { type Arc, ringArcs } from './ring-arcs.ts'

const radius = 112
const total = ringStations.length

const pages: Partial<Record<RingStation, '/predictions' | '/draws' | '/label' | '/evaluate'>> = {
  predict: '/predictions',
  capture: '/predictions',
  sample: '/draws',
  label: '/label',
  evaluate: '/evaluate',
}

/** The loop: stations in flow order, with what went along each arc in this window. A broken arc is red and dashed. */
export function Ring({ overview }: { overview: Overview }) {
  const arcs = ringArcs(overview)
  const summary = arcs.filter(({ count }) => count !== '').map(({ count, words }) => `${count} ${words}`)
  return (
    <>
      <svg aria-labelledby="ring-title" className={classes.ring} viewBox="-215 -152 430 300">
        <title id="ring-title">The loop</title>
        {arcs.map((arc, index) => (
          <RingArc arc={arc} index={index} key={arc.words} />
        ))}
        {ringStations.map((station, index) => (
          <Station index={index} key={station} station={station} />
        ))}
        <text className={classes.centre} textAnchor="middle" y={-2}>
          {overview.model.name}
        </text>
        <text className={classes.below} textAnchor="middle" y={16}>
          serves now
        </text>
      </svg>
      <p className="visually-hidden">{summary.join(', ')}.</p>
    </>
  )
}

function RingArc({ arc, index }: { arc: Arc; index: number }) {
  const middle = arcMiddle(index, total, radius - 27)
  const style = arc.state === 'flowing' ? classes.arc : `${classes.arc} ${classes[arc.state]}`
  return (
    <g>
      <title>{`${arc.count} ${arc.words}`}</title>
      <path className={style} d={arcPath(index, total, radius, 0.12)} />
      <text
        className={arc.state === 'broken' ? `${classes.count} ${classes.brokenCount}` : classes.count}
        dy="0.35em"
        textAnchor="middle"
        x={middle.x}
        y={middle.y}
      >
        {arc.count}
      </text>
    </g>
  )
}

function Station({ station, index }: { station: RingStation; index: number }) {
  const angle = angleOf(index, total)
  const at = onCircle(angle, radius)
  const name = onCircle(angle, radius + 17)
  const page = pages[station]
  const body = (
    <>
      <circle
        className={page ? classes.station : `${classes.station} ${classes.quiet}`}
        cx={at.x}
        cy={at.y}
        r={page ? 6.5 : 4.5}
      />
      <text
        className={page ? classes.name : `${classes.name} ${classes.laterName}`}
        dy="0.35em"
        textAnchor={anchorOf(angle)}
        x={name.x}
        y={name.y}
      >
        {station}
      </text>
    </>
  )
  if (!page) return <g>{body}</g>
  return (
    <Link className={classes.link} to={page}>
      {body}
    </Link>
  )
}
