import type { ReactNode } from 'react'
import classes from './DataTable.module.css'

type Props = {
  caption: string
  head: readonly string[]
  rows: readonly (readonly ReactNode[])[]
  /** Columns with figures: right-aligned. */
  right?: readonly number[]
}

/** A plain table. Rows have no identity of their own: they are replaced whole. */
export function DataTable({ caption, head, rows, right = [] }: Props) {
  const side = (column: number) => (right.includes(column) ? classes.right : undefined)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, with the arrow keys as well
    <section aria-label={caption} className={classes.scroll} tabIndex={0}>
      <table className={classes.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {head.map((name, column) => (
              <th className={side(column)} key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are replaced whole
            <tr key={index}>
              {row.map((cell, column) => (
                <td className={side(column)} key={head[column]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
