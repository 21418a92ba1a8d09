import { useState } from 'react'
import { api } from '#contract/api.ts'
import type { ShownAnswer } from './shown-answer.ts'

type Props = Readonly<{
  photos: readonly ShownAnswer[]
  previews: ReadonlyMap<string, string>
  shownId: string | undefined
  onShow: (answer: ShownAnswer) => void
  onForget: () => void
}>

export function LastPhotos({ photos, previews, shownId, onShow, onForget }: Props) {
  if (photos.length === 0) return null
  return (
    <section className="strip" aria-labelledby="last-photos-title">
      <div className="strip-head">
        <h2 id="last-photos-title">Your last photos</h2>
        <button type="button" className="link-button" onClick={onForget}>
          Clear<span className="visually-hidden"> this list</span>
        </button>
      </div>
      <ul className="tiles">
        {photos.map((answer) => (
          <li key={answer.id}>
            <button
              type="button"
              className="tile named"
              aria-current={answer.id === shownId ? 'true' : undefined}
              onClick={() => onShow(answer)}
            >
              <Thumbnail url={previews.get(answer.id) ?? api.predictionThumbnail(answer.id)} />
              <span className="tile-name">{answer.correctedClass ?? answer.class}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Thumbnail({ url }: { url: string }) {
  const [failed, setFailed] = useState(false)
  if (failed) return <span className="tile-blank" aria-hidden="true" />
  return <img src={url} alt="" width={96} height={96} loading="lazy" onError={() => setFailed(true)} />
}
