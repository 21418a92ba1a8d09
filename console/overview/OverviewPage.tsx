import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { api } from '#contract/api.ts'
import type { PredictionPage } from '#contract/capture.ts'
import type { Overview } from '#contract/overview.ts'
import { AccuracyAnswer } from '../kit/AccuracyAnswer.tsx'
import { AccuracyOverTime } from '../kit/charts/AccuracyOverTime.tsx'
import { FirstPrediction } from '../kit/FirstPrediction.tsx'
import { Loaded } from '../kit/Loaded.tsx'
import { Page } from '../kit/Page.tsx'
import { Panel } from '../kit/Panel.tsx'
import { getJson } from '../kit/request.ts'
import { Waiting } from '../kit/Waiting.tsx'
import { WindowPicker } from '../kit/WindowPicker.tsx'
import {
  explicitWindow,
  type Preset,
  resolveWindow,
  type WindowSearch,
  windowInWords,
} from '../kit/window.ts'
import { CapturePanel } from './CapturePanel.tsx'
import { NextSteps } from './NextSteps.tsx'
import classes from './OverviewPage.module.css'
import { PeoplePanel } from './PeoplePanel.tsx'
import { Ring } from './Ring.tsx'
import { VolumeFigure } from './VolumeFigure.tsx'

const route = getRouteApi('/shell/')
const usual: Preset = '7d'

const overviewQuery = (window: WindowSearch) =>
  queryOptions({
    queryKey: ['overview', window],
    queryFn: ({ signal }) =>
      getJson<Overview>(api.overview, resolveWindow(window, usual, new Date()), signal),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })

/** An empty window of a server in use is one thing, a new server another. */
const anyPrediction = queryOptions({
  queryKey: ['predictions', 'any'],
  queryFn: ({ signal }) => getJson<PredictionPage>(api.predictions, { limit: 1 }, signal),
})

/** Is the loop healthy, and how good is the model now? */
export function OverviewPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery(overviewQuery(search))
  return (
    <Page
      actions={
        <WindowPicker
          fallback={usual}
          onChange={(window) => void navigate({ search: window, replace: true })}
          value={search}
        />
      }
      title="Overview"
    >
      <Loaded query={query} skeleton={<Waiting heights={[260, 320, 200]} />}>
        {(overview) => <Dashboard overview={overview} window={search} />}
      </Loaded>
    </Page>
  )
}

function Dashboard({ overview, window }: { overview: Overview; window: WindowSearch }) {
  const quiet = overview.volume.total === 0 && overview.capture.pending === 0
  const any = useQuery({ ...anyPrediction, enabled: quiet })
  if (quiet && any.data?.predictions.length === 0) return <FirstPrediction />
  return (
    <div className={classes.grid}>
      <div className={classes.wide}>
        <Panel title={`How good is ${overview.model.name}?`}>
          <AccuracyAnswer
            accuracy={overview.accuracy}
            openDraw={overview.labels.openDraws[0]}
            when={windowInWords(window, usual)}
          />
        </Panel>
      </div>
      <div className={classes.narrow}>
        <Panel title="Do next">
          <NextSteps overview={overview} window={explicitWindow(window, usual)} />
        </Panel>
      </div>
      <div className={classes.narrow}>
        <Panel aside={windowInWords(window, usual)} title="The loop">
          <Ring overview={overview} />
        </Panel>
      </div>
      <div className={classes.wide}>
        <AccuracyOverTime height={300} points={overview.history.points} />
      </div>
      <div className={classes.wide}>
        <VolumeFigure overview={overview} />
      </div>
      <div className={classes.narrow}>
        <CapturePanel capture={overview.capture} />
        <PeoplePanel overview={overview} window={explicitWindow(window, usual)} />
      </div>
    </div>
  )
}
