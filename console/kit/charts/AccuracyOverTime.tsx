import type { AccuracyHistory } from '#contract/evaluate.ts'
import { Figure } from '../Figure.tsx'
import { accuracyInWords } from '../format-accuracy.ts'
import { Span } from '../Span.tsx'
import { AccuracyChart } from './AccuracyChart.tsx'

/** The figure with its table, or one sentence while there is no draw. */
export function AccuracyOverTime({
  points,
  height = 230,
}: {
  points: AccuracyHistory['points']
  height?: number
}) {
  return (
    <Figure
      aside="one point a draw, 95% intervals"
      rows={points.map((point) => [
        <Span from={point.from} key={point.drawId} to={point.to} />,
        accuracyInWords(point.accuracy),
      ])}
      tableHead={['Draw over', 'Accuracy']}
      title="Accuracy over time"
    >
      {points.length === 0 ? (
        <p style={{ color: 'var(--ink-3)', padding: '40px 0', textAlign: 'center' }}>
          Each draw adds a point with its interval here.
        </p>
      ) : (
        <AccuracyChart height={height} points={points} />
      )}
    </Figure>
  )
}
