import type { Overview } from '#contract/overview.ts'
import { VolumeChart } from '../kit/charts/VolumeChart.tsx'
import { Figure } from '../kit/Figure.tsx'
import { count, counted, duration } from '../kit/format.ts'
import { Moment } from '../kit/Moment.tsx'

export function VolumeFigure({ overview: { volume, from, to } }: { overview: Overview }) {
  return (
    <Figure
      aside={`${counted(volume.total, 'prediction')}, one bar ${duration(volume.binSeconds)}`}
      rows={volume.bins.map((bin) => [<Moment at={bin.at} key={bin.at} />, count(bin.count)])}
      tableHead={['From', 'Predictions']}
      title="Volume"
    >
      <VolumeChart from={from} height={300} to={to} volume={volume} />
    </Figure>
  )
}
