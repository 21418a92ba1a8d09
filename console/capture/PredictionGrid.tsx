import { Skeleton } from '@mantine/core'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { PredictionRow } from '#contract/capture.ts'
import classes from './PredictionGrid.module.css'
import { PredictionTile } from './PredictionTile.tsx'
import type { PredictionSearch } from './prediction-search.ts'

type Props = {
  rows: readonly PredictionRow[]
  search: PredictionSearch
  size: number
  loading: boolean
  more: boolean
  onMore: () => void
}

const gap = 12
const captionHeight = 28

/** Known before the first measurement, so that the way back finds the grid at its height and its scroll position. */
let lastWidth = 0

/** Only the rows in sight exist; the next page is asked for three rows before the end. */
export function PredictionGrid({ rows, search, size, loading, more, onMore }: Props) {
  const { ref: sized, width: measured } = useElementSize()
  const width = measured === 0 ? lastWidth : measured
  const grid = useRef<HTMLDivElement>(null)
  const ref = useMergedRef(sized, grid)
  const columns = Math.max(2, Math.floor((width + gap) / (size + gap)))
  const tile = Math.floor((width - gap * (columns - 1)) / columns)
  const lines = Math.ceil(rows.length / columns)
  const virtual = useWindowVirtualizer({
    count: width === 0 ? 0 : lines,
    estimateSize: () => tile + captionHeight + gap,
    overscan: 3,
    scrollMargin: grid.current?.offsetTop ?? 0,
  })
  useEffect(() => {
    if (measured > 0) lastWidth = measured
  }, [measured])
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew when the tiles change their size
  useEffect(() => virtual.measure(), [tile])

  const last = virtual.getVirtualItems().at(-1)?.index ?? 0
  const near = more && !loading && lines > 0 && last >= lines - 3
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each new end of the list
  useEffect(() => {
    if (near) onMore()
  }, [near, rows.length])

  const template = { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }
  return (
    <div ref={ref}>
      {loading ? (
        <div aria-busy="true" className={classes.waiting} style={template}>
          {Array.from({ length: columns * 3 }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
            <Skeleton height={tile + captionHeight} key={index} radius={8} />
          ))}
        </div>
      ) : null}
      <div className={classes.grid} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((line) => (
          <div
            className={classes.row}
            key={line.key}
            style={{ ...template, transform: `translateY(${line.start - virtual.options.scrollMargin}px)` }}
          >
            {rows.slice(line.index * columns, (line.index + 1) * columns).map((row) => (
              <PredictionTile key={row.id} row={row} search={search} />
            ))}
          </div>
        ))}
      </div>
      {rows.length > 0 && !more ? <p className={classes.end}>That is all.</p> : null}
    </div>
  )
}
