import type { Feedback } from '#contract/capture.ts'
import { FeedbackPanel } from './FeedbackPanel.tsx'
import type { Failure } from './failure.ts'
import { Icon } from './Icon.tsx'
import { Picture } from './Picture.tsx'
import { leadIn, likeliest, percent, type ShownAnswer } from './shown-answer.ts'

type Props = Readonly<{
  answer: ShownAnswer
  pictureUrl: string
  feedbackFailure?: Failure
  onSay: (answer: ShownAnswer, feedback: Feedback) => Promise<void>
  onPick: () => void
  onTake: () => void
}>

export function AnswerCard({ answer, pictureUrl, feedbackFailure, onSay, onPick, onTake }: Props) {
  return (
    <div className="card">
      <Picture url={pictureUrl} />
      <div className="card-side">
        <div>
          <p className="lead-in">{leadIn(answer)}</p>
          <h2 className="answer-class">{answer.class}</h2>
        </div>
        <Likeliest answer={answer} />
        <FeedbackPanel
          answer={answer}
          {...(feedbackFailure ? { failure: feedbackFailure } : {})}
          onSay={(feedback) => onSay(answer, feedback)}
        />
        <div className="card-actions">
          <button type="button" className="button primary" onClick={onPick}>
            <Icon shape="upload" /> Another photo
          </button>
          <button type="button" className="button for-touch" onClick={onTake}>
            <Icon shape="photo" /> Take a photo
          </button>
        </div>
      </div>
    </div>
  )
}

function Likeliest({ answer }: { answer: ShownAnswer }) {
  return (
    <ol className="bars" aria-label="The three likeliest kinds">
      {likeliest(answer, 3).map(({ class: name, probability }) => (
        <li key={name}>
          <span className="bar-name">{name}</span>
          <span className="bar-share tabular">{percent(probability)}</span>
          <span className="bar" aria-hidden="true">
            <span style={{ width: `${Math.max(probability * 100, 0.5)}%` }} />
          </span>
        </li>
      ))}
    </ol>
  )
}
