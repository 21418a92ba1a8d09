import type { ClassEstimate } from '#contract/evaluate.ts'
import { count, percent, percentRange } from '../kit/format.ts'
import { IntervalBar } from '../kit/IntervalBar.tsx'
import { Panel } from '../kit/Panel.tsx'
import { byDoubt, type Metric } from './class-doubt.ts'
import styles from './PerClassPanel.module.css'

/** Precision and recall of each class, the most doubtful first. */
export function PerClassPanel({ classes }: { classes: readonly ClassEstimate[] }) {
  return (
    <Panel aside="widest interval first, 95%" title="Class by class">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label="Precision and recall of each class" className={styles.scroll} tabIndex={0}>
        <table className={styles.table}>
          <caption className="visually-hidden">Precision and recall of each class with intervals</caption>
          <thead>
            <tr>
              <th scope="col">Class</th>
              <th scope="col" title="Of what the model calls this class, how much is?">
                Precision
              </th>
              <th scope="col" title="Of what is this class, how much does the model find?">
                Recall
              </th>
              <th className={styles.right} scope="col">
                Predicted
              </th>
              <th className={styles.right} scope="col">
                Labels
              </th>
            </tr>
          </thead>
          <tbody>
            {byDoubt(classes).map((entry) => (
              <tr key={entry.class}>
                <th scope="row">{entry.class}</th>
                <td>
                  <MetricCell entry={entry} metric="precision" />
                </td>
                <td>
                  <MetricCell entry={entry} metric="recall" />
                </td>
                <td className={styles.right}>{count(entry.predicted)}</td>
                <td className={styles.right}>{count(entry.labels)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  )
}

function MetricCell({ entry, metric }: { entry: ClassEstimate; metric: Metric }) {
  const known = entry[metric]
  if (!known) return <span className={styles.none}>{whyNone(entry, metric)}</span>
  const { estimate, interval } = known
  return (
    <div className={styles.metric}>
      <IntervalBar estimate={estimate} high={interval.high} low={interval.low} />
      <span className={styles.value}>
        {percent(estimate, 0)}{' '}
        <span className={styles.interval}>{percentRange(interval.low, interval.high, 0)}</span>
      </span>
    </div>
  )
}

function whyNone(entry: ClassEstimate, metric: Metric): string {
  return metric === 'precision' && entry.predicted === 0 ? 'never predicted' : 'not enough labels'
}
