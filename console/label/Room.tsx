import { useDisclosure } from '@mantine/hooks'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Answer } from '#contract/label.ts'
import type { Draw } from '#contract/sample.ts'
import { AnswerButtons } from './AnswerButtons.tsx'
import { HelpOverlay } from './HelpOverlay.tsx'
import { ImageStage } from './ImageStage.tsx'
import { ImageCache } from './image-cache.ts'
import type { KeyAction } from './key-map.ts'
import { ModelAnswer } from './ModelAnswer.tsx'
import { answerPressed, nextShown } from './measure-next.ts'
import classes from './Room.module.css'
import { RoomBar } from './RoomBar.tsx'
import { RoomRest } from './RoomRest.tsx'
import type { LabelSession } from './session.ts'
import { useRoomKeys } from './use-room-keys.ts'
import { useSession } from './use-session.ts'

type Props = { draw: Draw; annotator: string; classNames: readonly string[]; onOtherName: () => void }

export function Room({ draw, annotator, ...rest }: Props) {
  const session = useSession(draw.id, annotator)
  return session ? <OpenRoom annotator={annotator} draw={draw} session={session} {...rest} /> : null
}

/** How many images are fetched and decoded ahead. */
const prefetch = 5

function OpenRoom({ draw, annotator, classNames, onOtherName, session }: Props & { session: LabelSession }) {
  const view = useSyncExternalStore(session.subscribe, session.view)
  const [images] = useState(() => new ImageCache())
  const [help, { toggle: toggleHelp, close: closeHelp }] = useDisclosure(false)
  const [zoomed, setZoomed] = useState<string>()
  const [revealed, setRevealed] = useState<string>()
  const { current, ahead } = view

  const answer = (given: Answer, at: number) => {
    if (!session.answer(given)) return
    answerPressed(at)
    setZoomed(undefined)
    setRevealed(undefined)
  }
  const undo = () => {
    setRevealed(undefined)
    session.undo()
  }
  const reveal = () => {
    session.reveal()
    setRevealed(revealed === current?.id ? undefined : current?.id)
  }
  const zoom = () => setZoomed(zoomed === current?.id ? undefined : current?.id)
  const act = (action: KeyAction, at: number) => {
    session.active()
    if (action.kind === 'help') return toggleHelp()
    if (help) return
    if (action.kind === 'answer') return answer(action.answer, at)
    if (action.kind === 'undo') return undo()
    return action.kind === 'zoom' ? zoom() : reveal()
  }
  useRoomKeys(classNames, act)

  useEffect(() => {
    images.keep([...(current ? [current] : []), ...ahead.slice(0, prefetch)].map(({ imageUrl }) => imageUrl))
  }, [images, current, ahead])

  return (
    <main className={classes.room} onPointerDown={() => session.active()}>
      <h1 className="visually-hidden">Label</h1>
      <RoomBar annotator={annotator} draw={draw} onHelp={toggleHelp} onOtherName={onOtherName} view={view} />
      <div className={classes.stage}>
        {current ? (
          <ImageStage
            images={images}
            key={current.id}
            onShown={() => {
              session.shown()
              nextShown()
            }}
            onZoom={zoom}
            task={current}
            zoomed={zoomed === current.id}
          />
        ) : (
          <RoomRest draw={draw} onRetry={() => void session.lease()} onUndo={undo} view={view} />
        )}
        <div className={classes.over} role="status">
          {current && revealed === current.id ? <ModelAnswer predictionId={current.predictionId} /> : null}
          {view.notice ? <span className={classes.notice}>{view.notice}</span> : null}
        </div>
      </div>
      {current ? (
        <div className={classes.answers}>
          <AnswerButtons
            classNames={classNames}
            lastAnswer={view.lastAnswer}
            onAnswer={answer}
            onReveal={reveal}
            onUndo={undo}
            onZoom={zoom}
            undoable={view.undoable > 0}
          />
        </div>
      ) : null}
      <HelpOverlay classNames={classNames} onClose={closeHelp} opened={help} />
    </main>
  )
}
