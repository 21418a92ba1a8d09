import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Draw } from '#contract/sample.ts'
import { Loaded } from '../kit/Loaded.tsx'
import { NoSuchDraw } from '../kit/NoSuchDraw.tsx'
import { isMissing } from '../kit/problem.ts'
import { drawQuery, modelVersions } from '../kit/queries.ts'
import { usePageTitle } from '../kit/use-page-title.ts'
import { AskName } from './AskName.tsx'
import { storeAnnotator, storedAnnotator } from './annotator.ts'
import classes from './LabelPage.module.css'
import { Leave } from './Leave.tsx'
import { Room } from './Room.tsx'

const route = getRouteApi('/label/$drawId')

/** The annotator’s room. */
export function LabelPage() {
  usePageTitle('Label')
  const { drawId } = route.useParams()
  const draw = useQuery({ ...drawQuery(drawId), staleTime: Number.POSITIVE_INFINITY })
  const [annotator, setAnnotator] = useState(() => storedAnnotator(localStorage))
  if (annotator === undefined)
    return (
      <main className={classes.centred}>
        <AskName
          onName={(name) => {
            storeAnnotator(localStorage, name)
            setAnnotator(name)
          }}
        />
      </main>
    )
  if (!draw.data)
    return (
      <main className={classes.centred}>
        <Loaded missing={<NoSuchDraw />} query={draw}>
          {() => null}
        </Loaded>
        {draw.error && !isMissing(draw.error) ? <Leave /> : null}
      </main>
    )
  return <WithClasses annotator={annotator} draw={draw.data} onOtherName={() => setAnnotator(undefined)} />
}

type Props = { draw: Draw; annotator: string; onOtherName: () => void }

/** The classes are those of the draw’s own model version: another one may serve by now. */
function WithClasses({ draw, annotator, onOtherName }: Props) {
  const versions = useQuery({ ...modelVersions, staleTime: Number.POSITIVE_INFINITY })
  const version = versions.data?.modelVersions.find(({ id }) => id === draw.modelVersion)
  if (!version)
    return (
      <main className={classes.centred}>
        <Loaded query={versions}>
          {() => <p>The draw’s model version {draw.modelVersion} is not known here.</p>}
        </Loaded>
      </main>
    )
  return (
    <Room
      annotator={annotator}
      classNames={version.classes}
      draw={draw}
      key={`${draw.id} ${annotator}`}
      onOtherName={onOtherName}
    />
  )
}
