import { useId, useRef, useState } from 'react'
import type { Feedback } from '#contract/capture.ts'
import { ClassMenu } from './ClassMenu.tsx'
import type { Failure } from './failure.ts'
import { Icon } from './Icon.tsx'
import type { ShownAnswer } from './shown-answer.ts'

type Props = Readonly<{
  answer: ShownAnswer
  failure?: Failure
  onSay: (feedback: Feedback) => Promise<void>
}>

/** Lets the visitor say that the answer is wrong, and what would be right. */
export function FeedbackPanel({ answer, failure, onSay }: Props) {
  const [busy, setBusy] = useState(false)
  const [menuOpen, setMenuOpen] = useState(false)
  const flagButton = useRef<HTMLButtonElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const menuId = useId()

  if (!answer.captured) {
    return (
      <p className="note">
        The kitchen is busy and could not keep this photo, so there is nothing to correct this time. The
        answer is real all the same.
      </p>
    )
  }

  const say = async (feedback: Feedback) => {
    if (busy) return
    setBusy(true)
    await onSay(feedback)
    setBusy(false)
  }
  const closeMenu = () => {
    setMenuOpen(false)
    opener.current?.focus()
  }
  /** The button that takes something back goes with it: the keyboard’s place moves to where the thing was said. */
  const takeBack = (kind: 'unflag' | 'uncorrect') => {
    const place = kind === 'unflag' ? flagButton : opener
    place.current?.focus()
    void say({ kind })
  }
  const choose = (name: string) => {
    closeMenu()
    void say({ kind: 'correct', class: name })
  }

  return (
    <div className="feedback" aria-busy={busy}>
      <div className="feedback-buttons">
        <button
          type="button"
          className="button"
          ref={flagButton}
          aria-pressed={answer.flagged}
          onClick={() => say({ kind: answer.flagged ? 'unflag' : 'flag' })}
        >
          <Icon shape={answer.flagged ? 'check' : 'flag'} /> That’s wrong
        </button>
        <button
          type="button"
          className="button"
          ref={opener}
          aria-expanded={menuOpen}
          aria-controls={menuId}
          onClick={() => setMenuOpen(!menuOpen)}
        >
          <Icon shape="pencil" /> {answer.correctedClass === undefined ? 'Say what it is' : 'Change it'}
        </button>
      </div>
      <div id={menuId}>{menuOpen && <ClassMenu answer={answer} onChoose={choose} onClose={closeMenu} />}</div>
      <Thanks answer={answer} onTakeBack={takeBack} />
      {failure !== undefined && (
        <p className="feedback-failure" role="alert">
          <Icon shape="warning" /> Not saved. {failure.title} {failure.remedy}
        </p>
      )}
    </div>
  )
}

type ThanksProps = Readonly<{ answer: ShownAnswer; onTakeBack: (kind: 'unflag' | 'uncorrect') => void }>

function Thanks({ answer, onTakeBack }: ThanksProps) {
  const { flagged, correctedClass } = answer
  return (
    <div className="thanks" role="status">
      {correctedClass !== undefined && (
        <p>
          <span className="thanks-words">
            Thank you! Noted as <strong>{correctedClass}</strong>.
          </span>
          <UndoButton what="the correction" onClick={() => onTakeBack('uncorrect')} />
        </p>
      )}
      {flagged && (
        <p>
          <span className="thanks-words">
            {correctedClass === undefined ? 'Thank you! Noted as wrong.' : 'Flagged as wrong, too.'}
          </span>
          <UndoButton what="the flag" onClick={() => onTakeBack('unflag')} />
        </p>
      )}
    </div>
  )
}

function UndoButton({ what, onClick }: { what: string; onClick: () => void }) {
  return (
    <button type="button" className="link-button" onClick={onClick}>
      Undo<span className="visually-hidden"> {what}</span>
    </button>
  )
}
