import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Draw } from '#contract/sample.ts'
import { AccuracyAnswer } from '../kit/AccuracyAnswer.tsx'
import { DataTable } from '../kit/DataTable.tsx'
import { Facts } from '../kit/Facts.tsx'
import { count, percent } from '../kit/format.ts'
import { LinkButton } from '../kit/LinkButton.tsx'
import { Loaded } from '../kit/Loaded.tsx'
import { Moment } from '../kit/Moment.tsx'
import { NoSuchDraw } from '../kit/NoSuchDraw.tsx'
import { Page } from '../kit/Page.tsx'
import { Panel } from '../kit/Panel.tsx'
import { accuracyQuery, drawQuery } from '../kit/queries.ts'
import { Span } from '../kit/Span.tsx'
import { TaskProgress } from '../kit/TaskProgress.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import classes from './DrawPage.module.css'
import { DrawState } from './DrawState.tsx'
import { designInWords, designNames, stratumNames } from './design-words.ts'
import { Members } from './Members.tsx'
import { WithdrawButton } from './WithdrawButton.tsx'

const route = getRouteApi('/shell/draws/$id')

/** What was chosen, how, and what has it told us so far? */
export function DrawPage() {
  const { id } = route.useParams()
  const query = useQuery({ ...drawQuery(id), refetchInterval: 10_000 })
  return (
    <Page
      actions={query.data ? <Actions draw={query.data} /> : null}
      lead={query.data ? <Span from={query.data.from} to={query.data.to} /> : null}
      title="Draw"
    >
      <Loaded missing={<NoSuchDraw />} query={query} skeleton={<Waiting heights={[240, 180]} />}>
        {(draw) => <Detail draw={draw} />}
      </Loaded>
    </Page>
  )
}

function Actions({ draw }: { draw: Draw }) {
  return (
    <>
      <DrawState state={draw.state} />
      <WithdrawButton draw={draw} />
      {draw.state === 'open' ? (
        <LinkButton params={{ drawId: draw.id }} to="/label/$drawId">
          Label these
        </LinkButton>
      ) : null}
    </>
  )
}

function Detail({ draw }: { draw: Draw }) {
  return (
    <>
      <div className={classes.layout}>
        <div className={classes.column}>
          {draw.state === 'withdrawn' ? null : <Bought draw={draw} />}
          <Panel title="How it was drawn">
            <div className={classes.words}>
              {designInWords(draw).map((sentence) => (
                <p key={sentence}>{sentence}</p>
              ))}
            </div>
            <DataTable
              caption="Strata of the draw"
              head={['Stratum', 'Predictions', 'Drawn', 'Share drawn', 'Mean confidence']}
              right={[1, 2, 3, 4]}
              rows={draw.strata.map(({ name, size, drawn, meanProxy }) => [
                stratumNames[name],
                count(size),
                count(drawn),
                size === 0 ? '' : percent(drawn / size),
                size === 0 ? '' : percent(meanProxy),
              ])}
            />
          </Panel>
        </div>
        <div className={classes.column}>
          <Panel title="Progress">
            <div className={classes.progress}>
              <TaskProgress progress={draw.progress} />
              <Facts
                facts={[
                  ['Waiting', count(draw.progress.waiting)],
                  ['On a screen now', count(draw.progress.leased)],
                  ['Cannot tell', count(draw.progress.cannotTell)],
                  ['Skipped', count(draw.progress.skipped)],
                ]}
              />
            </div>
          </Panel>
          <Panel title="Details">
            <Facts
              facts={[
                ['Drawn', <Moment at={draw.drawnAt} key="at" />],
                ['Design', designNames[draw.design]],
                ['Model version', draw.modelVersion],
                ['Budget', count(draw.budget)],
                ['Spread evenly', draw.design === 'recommended' ? percent(draw.floor, 0) : undefined],
                ['Seed', <code key="seed">{draw.seed}</code>],
                ['Code version', <code key="code">{draw.codeVersion}</code>],
                ['Id', <code key="id">{draw.id}</code>],
              ]}
            />
          </Panel>
        </div>
      </div>
      <Members id={draw.id} />
    </>
  )
}

/** The estimate over this draw’s own interval and version. */
function Bought({ draw }: { draw: Draw }) {
  const window = { from: draw.from, to: draw.to }
  const query = useQuery({
    ...accuracyQuery(window, 'all', { modelVersion: draw.modelVersion }),
    refetchInterval: 10_000,
  })
  return (
    <Panel title="What its labels tell so far">
      <Loaded query={query} skeleton={<Waiting heights={[130]} />}>
        {(accuracy) => (
          <AccuracyAnswer
            accuracy={accuracy}
            openDraw={draw.state === 'open' ? draw.id : undefined}
            when="of this draw’s interval"
          />
        )}
      </Loaded>
    </Panel>
  )
}
