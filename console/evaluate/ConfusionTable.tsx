import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import type { ConfusionEstimate } from '#contract/evaluate.ts'
import { count, counted, percent } from '../kit/format.ts'
import type { WindowSearch } from '../kit/window.ts'
import classes from './ConfusionTable.module.css'
import { heat, tint } from './heat.ts'

type Estimate = Extract<ConfusionEstimate, { kind: 'estimate' }>

/** A table that is a heat map: labels in large, the estimated share of what was served below. */
export function ConfusionTable({ estimate, window }: { estimate: Estimate; window: WindowSearch }) {
  const { classes: predicted, trueClasses } = estimate
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section aria-label="Confusion matrix" className={classes.scroll} tabIndex={0}>
      <table className={classes.table} style={{ minWidth: 140 + trueClasses.length * 58 }}>
        <caption className="visually-hidden">
          Rows: what the model said. Columns: what people said. Each cell: number of labels, and the estimated
          share of all predictions.
        </caption>
        <colgroup>
          <col style={{ width: 140 }} />
        </colgroup>
        <thead>
          <tr>
            <td />
            <th className={classes.across} colSpan={trueClasses.length} scope="colgroup">
              people said
            </th>
          </tr>
          <tr>
            <td className={classes.corner}>the model said</td>
            {trueClasses.map((name) => (
              <th className={classes.column} key={name} lang="en" scope="col">
                {breakable(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {predicted.map((name, row) => (
            <tr key={name}>
              <th className={classes.row} scope="row">
                {breakable(name)}
              </th>
              {trueClasses.map((truth, column) => (
                <td className={classes.cell} key={truth}>
                  <Cell estimate={estimate} row={row} column={column} window={window} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type CellProps = { estimate: Estimate; row: number; column: number; window: WindowSearch }

function Cell({ estimate, row, column, window }: CellProps) {
  const labels = estimate.counts[row]?.[column] ?? 0
  const share = estimate.cells[row]?.[column] ?? 0
  const diagonal = row === column ? ` ${classes.diagonal}` : ''
  if (labels === 0)
    return (
      <span className={`${classes.inside} ${classes.empty}${diagonal}`}>
        <span aria-hidden="true">·</span>
        <span className="visually-hidden">no labels</span>
      </span>
    )
  const said = estimate.classes[row] ?? ''
  const truth = estimate.trueClasses[column] ?? ''
  const strength = tint(heat(share, estimate.cells))
  return (
    <Link
      className={`${classes.inside}${diagonal}`}
      preload={false}
      search={{
        ...window,
        class: said,
        labelClass: column < estimate.classes.length ? truth : 'none-of-these',
      }}
      style={{ background: `rgb(var(--heat) / ${strength})` }}
      title={`Said ${said}, was ${truth}: ${counted(labels, 'label')}, about ${percent(share)} of all predictions`}
      to="/predictions"
    >
      {count(labels)}
      <span className={classes.share}>{percent(share)}</span>
    </Link>
  )
}

/** Long names may break after a slash. */
function breakable(name: string) {
  return name.split('/').map((part, index) => (
    <Fragment key={part}>
      {index > 0 ? (
        <>
          /<wbr />
        </>
      ) : null}
      {part}
    </Fragment>
  ))
}
