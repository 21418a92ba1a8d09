import { Skeleton } from '@mantine/core'

/** Grey bars of about the right height, so that little moves when the answer comes. */
export function Waiting({ heights = [120, 220] }: { heights?: readonly number[] }) {
  return (
    <div aria-busy="true" style={{ display: 'grid', gap: 16 }}>
      <span className="visually-hidden" role="status">
        Loading
      </span>
      {heights.map((height, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars have no identity
        <Skeleton height={height} key={index} radius={10} />
      ))}
    </div>
  )
}
