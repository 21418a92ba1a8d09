import { useCallback, useEffect, useRef, useState } from 'react'
import { api } from '#contract/api.ts'
import type { Feedback } from '#contract/capture.ts'
import type { Attempt } from './attempt.ts'
import { unreachable, unreadable } from './failure.ts'
import { kindOfFile } from './image-kind.ts'
import { readLastPhotos, remembered, writeLastPhotos } from './last-photos.ts'
import { sendFeedback } from './send-feedback.ts'
import { sendPhoto } from './send-photo.ts'
import { type ShownAnswer, shownAnswer, withFeedback } from './shown-answer.ts'

/** Previews of photos sent since the page was opened, by prediction id: shown at once, without asking the server. */
type Previews = ReadonlyMap<string, string>

/** All that the page knows and can do. */
export function useGourmet() {
  const [attempt, setAttempt] = useState<Attempt>({ kind: 'empty' })
  const [lastPhotos, setLastPhotos] = useState(() => readLastPhotos(localStorage))
  const [previews, setPreviews] = useState<Previews>(new Map())
  const underWay = useRef<AbortController>(null)

  useEffect(() => writeLastPhotos(localStorage, lastPhotos), [lastPhotos])

  /** Ends what is under way and makes room for the next attempt. */
  const begin = useCallback(() => {
    underWay.current?.abort()
    underWay.current = new AbortController()
    return underWay.current.signal
  }, [])

  const submit = useCallback(
    async (file: File) => {
      const signal = begin()
      const kind = await kindOfFile(file).catch(() => 'other' as const)
      if (signal.aborted) return
      if (kind === 'heic' || kind === 'other') {
        setAttempt({ kind: 'failed', failure: unreadable(file.name, kind) })
        return
      }
      // The address stays valid until the page is closed: the strip shows the photo as well.
      const pictureUrl = URL.createObjectURL(file)
      setAttempt({ kind: 'sending', pictureUrl, share: 0 })
      const onProgress = (share: number) =>
        !signal.aborted && setAttempt({ kind: 'sending', pictureUrl, share })
      const sent = await sendPhoto(file, { onProgress, signal })
      if (sent.kind === 'cancelled') return
      if (sent.kind === 'failure') {
        setAttempt({ kind: 'failed', pictureUrl, file, failure: sent.failure })
        return
      }
      const answer = shownAnswer(sent.answer)
      setPreviews((before) => new Map(before).set(answer.id, pictureUrl))
      setLastPhotos((before) => remembered(before, answer))
      setAttempt({ kind: 'answered', pictureUrl, answer })
    },
    [begin],
  )

  /** Fetches a picture of this page and sends it as if the visitor had chosen it. */
  const submitSample = useCallback(
    async (url: string, name: string) => {
      try {
        const blob = await (await fetch(url)).blob()
        await submit(new File([blob], name, { type: blob.type }))
      } catch {
        setAttempt({ kind: 'failed', failure: { ...unreachable(0), retry: false } })
      }
    },
    [submit],
  )

  const show = useCallback(
    (answer: ShownAnswer) => {
      begin()
      const pictureUrl = previews.get(answer.id) ?? api.predictionThumbnail(answer.id)
      setAttempt({ kind: 'answered', pictureUrl, answer })
    },
    [begin, previews],
  )

  const say = useCallback(async (answer: ShownAnswer, feedback: Feedback) => {
    const sent = await sendFeedback(answer.id, feedback)
    if (sent.kind === 'failure') {
      setAttempt((now) => (isAbout(now, answer) ? { ...now, feedbackFailure: sent.failure } : now))
      return
    }
    const told = withFeedback(answer, sent.state)
    setLastPhotos((before) => remembered(before, told))
    setAttempt((now) =>
      isAbout(now, answer) ? { kind: 'answered', pictureUrl: now.pictureUrl, answer: told } : now,
    )
  }, [])

  const startOver = useCallback(() => {
    begin()
    setAttempt({ kind: 'empty' })
  }, [begin])

  const forget = useCallback(() => setLastPhotos([]), [])

  return { attempt, lastPhotos, previews, submit, submitSample, show, say, startOver, forget }
}

type Answered = Extract<Attempt, { kind: 'answered' }>

function isAbout(attempt: Attempt, answer: ShownAnswer): attempt is Answered {
  return attempt.kind === 'answered' && attempt.answer.id === answer.id
}
