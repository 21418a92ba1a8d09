import type { Feedback } from '#contract/capture.ts'
import { AnswerCard } from './AnswerCard.tsx'
import type { Attempt } from './attempt.ts'
import { FailureCard } from './FailureCard.tsx'
import { PhotoPicker } from './PhotoPicker.tsx'
import { SendingCard } from './SendingCard.tsx'
import type { ShownAnswer } from './shown-answer.ts'

type Props = Readonly<{
  attempt: Attempt
  onPick: () => void
  onTake: () => void
  onRetry: (file: File) => void
  onStartOver: () => void
  onSay: (answer: ShownAnswer, feedback: Feedback) => Promise<void>
}>

/** Shows where the visitor stands with the photo. */
export function Stage({ attempt, onPick, onTake, onRetry, onStartOver, onSay }: Props) {
  switch (attempt.kind) {
    case 'empty':
      return <PhotoPicker onPick={onPick} onTake={onTake} />
    case 'sending':
      return <SendingCard pictureUrl={attempt.pictureUrl} share={attempt.share} onCancel={onStartOver} />
    case 'failed':
      return <FailureCard {...attempt} onRetry={onRetry} onPick={onPick} onStartOver={onStartOver} />
    case 'answered':
      return <AnswerCard key={attempt.answer.id} {...attempt} onSay={onSay} onPick={onPick} onTake={onTake} />
  }
}
