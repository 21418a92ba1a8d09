import { Link } from '@tanstack/react-router'
import type { AccuracyEstimate } from '#contract/evaluate.ts'
import { DataTable } from '../kit/DataTable.tsx'
import { Facts } from '../kit/Facts.tsx'
import { count, percent } from '../kit/format.ts'
import { Span } from '../kit/Span.tsx'
import classes from './BasisPanel.module.css'
import { Method } from './Method.tsx'

const designs = { recommended: 'recommended', 'simple-random': 'simple random' }

/** Everything a sceptical reader asks about the number beside it. */
export function BasisPanel({ accuracy }: { accuracy: AccuracyEstimate }) {
  const { basis } = accuracy
  return (
    <div className={classes.basis}>
      <Facts
        facts={[
          ['Labels used', accuracy.kind === 'no-draw' ? '0' : count(accuracy.labels)],
          [
            'Worth as much as',
            accuracy.kind === 'estimate'
              ? `${count(Math.round(accuracy.effectiveSampleSize))} plain random labels`
              : undefined,
          ],
          ['Predictions covered', `${count(basis.covered)} of ${count(basis.predictions)}`],
          ['Share labelled', basis.draws.length === 0 ? undefined : percent(basis.shareLabelled, 0)],
          ['Answers without a label', basis.draws.length === 0 ? undefined : percent(basis.withoutAnswer)],
          ['Method', <Method key="m" page={basis.method} />],
        ]}
      />
      {basis.draws.length === 0 ? null : (
        <DataTable
          caption="Draws behind the estimate"
          head={['Draw over', 'Design', 'Used', 'Drawn']}
          right={[2, 3]}
          rows={basis.draws.map((draw) => [
            <Link key="d" params={{ id: draw.id }} to="/draws/$id">
              <Span from={draw.from} to={draw.to} />
            </Link>,
            designs[draw.design],
            count(draw.used),
            count(draw.drawn),
          ])}
        />
      )}
    </div>
  )
}
