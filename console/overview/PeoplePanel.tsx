import { Link } from '@tanstack/react-router'
import type { Overview } from '#contract/overview.ts'
import { Facts } from '../kit/Facts.tsx'
import { count, counted } from '../kit/format.ts'
import { Panel } from '../kit/Panel.tsx'
import { TaskProgress } from '../kit/TaskProgress.tsx'
import type { WindowSearch } from '../kit/window.ts'

/** What people said by themselves, and what they were asked. */
export function PeoplePanel({
  overview: { feedback, labels },
  window,
}: {
  overview: Overview
  window: WindowSearch
}) {
  const { openDraws, progress } = labels
  return (
    <Panel title="People">
      <Facts
        facts={[
          [
            'Flagged as wrong',
            <Link key="f" search={{ ...window, flagged: true }} to="/predictions">
              {count(feedback.flagged)}
            </Link>,
          ],
          [
            'Corrected',
            <Link key="c" search={{ ...window, corrected: true }} to="/predictions">
              {count(feedback.corrected)}
            </Link>,
          ],
          ['Labels waiting', count(progress.waiting + progress.leased)],
          [
            'Open draws',
            openDraws.length === 0 ? (
              'none'
            ) : (
              <Link key="d" to="/draws">
                {counted(openDraws.length, 'draw')}
              </Link>
            ),
          ],
        ]}
      />
      {progress.tasks > 0 ? (
        <div style={{ marginTop: 14 }}>
          <TaskProgress progress={progress} />
        </div>
      ) : null}
    </Panel>
  )
}
