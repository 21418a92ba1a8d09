import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { AccuracyAnswer } from '../kit/AccuracyAnswer.tsx'
import { AccuracyOverTime } from '../kit/charts/AccuracyOverTime.tsx'
import { Loaded } from '../kit/Loaded.tsx'
import { Page } from '../kit/Page.tsx'
import { Panel } from '../kit/Panel.tsx'
import { accuracyQuery } from '../kit/queries.ts'
import { Waiting } from '../kit/Waiting.tsx'
import { WindowPicker } from '../kit/WindowPicker.tsx'
import { explicitWindow, windowInWords } from '../kit/window.ts'
import { BasisPanel } from './BasisPanel.tsx'
import { ConfusionPanel } from './ConfusionPanel.tsx'
import classes from './EvaluatePage.module.css'
import { confusionQuery, historyQuery, usual } from './evaluate-queries.ts'
import { PerClassPanel } from './PerClassPanel.tsx'

const route = getRouteApi('/shell/evaluate')

/** How good, where, and how sure? */
export function EvaluatePage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const accuracy = useQuery({ ...accuracyQuery(search, usual), placeholderData: keepPreviousData })
  const history = useQuery(historyQuery(search))
  const confusion = useQuery(confusionQuery(search))
  return (
    <Page
      actions={
        <WindowPicker
          fallback={usual}
          onChange={(window) => void navigate({ search: window, replace: true })}
          value={search}
        />
      }
      lead={accuracy.data?.basis.modelVersion}
      title="Evaluate"
    >
      <div className={classes.grid}>
        <div className={classes.wide}>
          <Panel title="Accuracy of what was served">
            <Loaded query={accuracy} skeleton={<Waiting heights={[180]} />}>
              {(answer) => <AccuracyAnswer accuracy={answer} when={windowInWords(search, usual)} />}
            </Loaded>
          </Panel>
        </div>
        <div className={classes.narrow}>
          <Panel title="What it rests on">
            <Loaded query={accuracy} skeleton={<Waiting heights={[180]} />}>
              {(answer) => <BasisPanel accuracy={answer} />}
            </Loaded>
          </Panel>
        </div>
        {accuracy.data?.kind === 'no-draw' ? null : (
          <>
            <div className={classes.full}>
              <Loaded query={history} skeleton={<Waiting heights={[260]} />}>
                {({ points }) => <AccuracyOverTime points={points} />}
              </Loaded>
            </div>
            <div className={classes.full}>
              <Loaded query={confusion} skeleton={<Waiting heights={[420]} />}>
                {(estimate) => <ConfusionPanel estimate={estimate} window={explicitWindow(search, usual)} />}
              </Loaded>
            </div>
            {confusion.data?.kind === 'estimate' ? (
              <div className={classes.full}>
                <PerClassPanel classes={confusion.data.perClass} />
              </div>
            ) : null}
          </>
        )}
      </div>
    </Page>
  )
}
