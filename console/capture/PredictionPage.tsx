import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '#contract/api.ts'
import type { PredictionDetail } from '#contract/capture.ts'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Facts } from '../kit/Facts.tsx'
import { bytes } from '../kit/format.ts'
import { LinkButton } from '../kit/LinkButton.tsx'
import { Loaded } from '../kit/Loaded.tsx'
import { Mark } from '../kit/Mark.tsx'
import { Moment } from '../kit/Moment.tsx'
import { Page } from '../kit/Page.tsx'
import { Panel } from '../kit/Panel.tsx'
import { isMissing } from '../kit/problem.ts'
import { predictionDetail } from '../kit/queries.ts'
import { Waiting } from '../kit/Waiting.tsx'
import { FeedbackPanel } from './FeedbackPanel.tsx'
import { History } from './History.tsx'
import { labelWords, verdict } from './label-words.ts'
import { NeighbourLinks } from './NeighbourLinks.tsx'
import classes from './PredictionPage.module.css'
import { ProbabilityBars } from './ProbabilityBars.tsx'

const route = getRouteApi('/shell/predictions/$id')

/** What do we know about this one? */
export function PredictionPage() {
  const { id } = route.useParams()
  const query = useQuery(predictionDetail(id))
  return (
    <Page
      actions={
        query.data ? (
          <NeighbourLinks row={query.data} />
        ) : isMissing(query.error) ? null : (
          <Link to="/predictions">All predictions</Link>
        )
      }
      lead={query.data ? <Served prediction={query.data} /> : null}
      title={query.data?.class ?? 'Prediction'}
    >
      <Loaded missing={<NoSuchPrediction />} query={query} skeleton={<Waiting heights={[420, 200]} />}>
        {(prediction) => <Detail prediction={prediction} />}
      </Loaded>
    </Page>
  )
}

function NoSuchPrediction() {
  return (
    <EmptyState
      icon="predictions"
      next={<LinkButton to="/predictions">All predictions</LinkButton>}
      title="No prediction has this id"
    >
      <p>The link may be mistyped, or lead to the data of another server.</p>
    </EmptyState>
  )
}

function Served({ prediction }: { prediction: PredictionDetail }) {
  return (
    <>
      Answered <Moment at={prediction.answeredAt} /> by {prediction.modelVersion}
    </>
  )
}

function Detail({ prediction }: { prediction: PredictionDetail }) {
  const { id, bucket, objectKey } = prediction
  const folder = objectKey.slice(0, objectKey.lastIndexOf('/') + 1)
  return (
    <div className={classes.layout}>
      <div className={classes.column}>
        <div className={classes.frame}>
          <img
            alt={`Predicted ${prediction.class}`}
            className={classes.image}
            height={prediction.height}
            src={api.predictionImage(id)}
            width={prediction.width}
          />
        </div>
        <Panel title="History">
          <History history={prediction.history} />
        </Panel>
      </div>
      <div className={classes.column}>
        <Panel title="Probabilities">
          <ProbabilityBars label={prediction.label?.class} prediction={prediction} />
        </Panel>
        <Panel title="What people say">
          <FeedbackPanel key={id} prediction={prediction} />
        </Panel>
        <Panel title="Details">
          <Facts
            facts={[
              ['Label', prediction.label ? <LabelMark key="l" prediction={prediction} /> : 'none yet'],
              ['Purpose', purposeWords[prediction.purpose]],
              [
                'Captured',
                prediction.settled
                  ? 'in store and index'
                  : 'on the server’s disk, not yet in store and index',
              ],
              [
                'Image',
                `${prediction.width} × ${prediction.height}, ${bytes(prediction.bytes)}, ${prediction.mediaType}`,
              ],
              ['Object', <code key="o">{`${bucket}/${objectKey}`}</code>],
              ['SHA-256', <code key="s">{prediction.sha256}</code>],
              ...Object.entries(prediction.attributes).map(([name, value]) => [name, value] as const),
            ]}
          />
        </Panel>
        <Panel aside="as other tools see them" title="Tags of the object">
          <Facts
            facts={Object.entries(prediction.tags).map(([name, value]) => [
              name,
              <code key={name}>{value}</code>,
            ])}
          />
        </Panel>
        <div className={classes.links}>
          <Link params={{ bucket }} search={{ prefix: folder, key: objectKey }} to="/objects/$bucket">
            Object in its bucket
          </Link>
          <a href={api.prediction(id)}>API answer (JSON)</a>
          <a href={api.predictionImage(id)}>Image file</a>
        </div>
      </div>
    </div>
  )
}

const purposeWords = {
  measure: 'measure: may be drawn to judge the model, never trains it',
  train: 'train: may train the model, never judges it',
}

function LabelMark({ prediction }: { prediction: PredictionDetail }) {
  if (!prediction.label) return null
  const right = verdict(prediction, prediction.label) === 'right'
  return (
    <Mark icon={right ? 'check' : 'cross'} meaning={right ? 'good' : 'bad'}>
      {labelWords(prediction.label)}: the model was {right ? 'right' : 'wrong'}
    </Mark>
  )
}
