import { type RefObject, useEffect, useRef } from 'react'
import type { Attempt } from './attempt.ts'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { LastPhotos } from './LastPhotos.tsx'
import { PhotoInputs, type PhotoInputsHandle } from './PhotoInputs.tsx'
import { Samples } from './Samples.tsx'
import { Stage } from './Stage.tsx'
import { spoken } from './shown-answer.ts'
import { useGourmet } from './use-gourmet.ts'
import { useKnownClasses } from './use-known-classes.ts'
import { usePhotosFromAnywhere } from './use-photos-from-anywhere.ts'

export function App() {
  const gourmet = useGourmet()
  const { attempt } = gourmet
  const classes = useKnownClasses()
  const inputs = useRef<PhotoInputsHandle>(null)
  const stage = useRef<HTMLElement>(null)
  const hovering = usePhotosFromAnywhere(gourmet.submit)
  useKeptInView(stage, attempt.kind)

  return (
    <div className="page">
      <Header />
      <main className={attempt.kind === 'empty' ? 'main' : 'main has-photo'}>
        <Hero classes={classes} />
        <section className="stage" ref={stage} tabIndex={-1} aria-label="Your photo">
          <Stage
            attempt={attempt}
            onPick={() => inputs.current?.pick()}
            onTake={() => inputs.current?.take()}
            onRetry={gourmet.submit}
            onStartOver={gourmet.startOver}
            onSay={gourmet.say}
          />
        </section>
        <Samples onChoose={gourmet.submitSample} />
        <LastPhotos
          photos={gourmet.lastPhotos}
          previews={gourmet.previews}
          shownId={attempt.kind === 'answered' ? attempt.answer.id : undefined}
          onShow={gourmet.show}
          onForget={gourmet.forget}
        />
      </main>
      <Footer />
      <PhotoInputs ref={inputs} onPhoto={gourmet.submit} />
      <p className="visually-hidden" role="status">
        {announcement(attempt)}
      </p>
      {hovering && <div className="drop-veil">Drop it here</div>}
    </div>
  )
}

function Hero({ classes }: { classes: readonly string[] }) {
  return (
    <header className="hero">
      <h1 className="hero-title">What’s on your plate?</h1>
      <p className="hero-text">Show me a photo of food and I’ll tell you what kind it is.</p>
      {classes.length > 0 && (
        <ul className="known-classes" aria-label="Kinds of food it knows">
          {classes.slice(0, 24).map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </header>
  )
}

/**
 * Brings the photo back into view when something happens to it, and takes the keyboard’s place there when the button
 * that had it is gone.
 */
function useKeptInView(stage: RefObject<HTMLElement | null>, kind: Attempt['kind']) {
  const before = useRef(kind)
  useEffect(() => {
    const element = stage.current
    if (element === null || before.current === kind) return
    before.current = kind
    if (document.activeElement === document.body) element.focus({ preventScroll: true })
    if (element.getBoundingClientRect().top < 0) element.scrollIntoView({ block: 'start' })
  }, [stage, kind])
}

function announcement(attempt: Attempt): string {
  switch (attempt.kind) {
    case 'empty':
      return ''
    case 'sending':
      return 'Looking at your photo.'
    case 'failed':
      return '' // the failure itself is an alert
    case 'answered':
      return spoken(attempt.answer)
  }
}
