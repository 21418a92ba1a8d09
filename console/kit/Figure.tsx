import { type ReactNode, useState } from 'react'
import { DataTable } from './DataTable.tsx'
import classes from './Figure.module.css'
import { Icon } from './Icon.tsx'
import { Panel } from './Panel.tsx'

type Props = {
  title: string
  aside?: ReactNode
  tableHead: readonly string[]
  rows: readonly (readonly ReactNode[])[]
  children: ReactNode
}

/** A figure with the table behind it: one press away for everyone. */
export function Figure({ title, aside, tableHead, rows, children }: Props) {
  const [asTable, setAsTable] = useState(false)
  const toggle = (
    <button
      aria-pressed={asTable}
      className={classes.toggle}
      onClick={() => setAsTable(!asTable)}
      type="button"
    >
      <Icon name="table" size={14} />
      Table
    </button>
  )
  return (
    <Panel
      aside={
        <span className={classes.aside}>
          {aside}
          {rows.length > 0 ? toggle : null}
        </span>
      }
      title={title}
    >
      {asTable ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <section aria-label={`${title}, as a table`} className={classes.scroll} tabIndex={0}>
          <DataTable caption={title} head={tableHead} rows={rows} />
        </section>
      ) : (
        children
      )}
    </Panel>
  )
}
