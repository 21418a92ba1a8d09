import type { Failure } from './failure.ts'
import { Icon } from './Icon.tsx'
import { Picture } from './Picture.tsx'

type Props = Readonly<{
  failure: Failure
  pictureUrl?: string
  file?: File
  onRetry: (file: File) => void
  onPick: () => void
  onStartOver: () => void
}>

export function FailureCard({ failure, pictureUrl, file, onRetry, onPick, onStartOver }: Props) {
  const again = failure.retry ? file : undefined
  return (
    <div className={pictureUrl === undefined ? 'card without-picture' : 'card'}>
      {pictureUrl !== undefined && <Picture url={pictureUrl} />}
      <div className="card-side">
        <div role="alert">
          <p className="failure-mark">
            <Icon shape="warning" /> That did not work
          </p>
          <h2 className="failure-title">{failure.title}</h2>
          {failure.detail !== undefined && <p>{failure.detail}</p>}
          {failure.remedy !== undefined && <p className="quiet">{failure.remedy}</p>}
        </div>
        <div className="card-actions">
          {again !== undefined && (
            <button type="button" className="button primary" onClick={() => onRetry(again)}>
              <Icon shape="again" /> Try again
            </button>
          )}
          <button type="button" className={again ? 'button' : 'button primary'} onClick={onPick}>
            Choose another photo
          </button>
          <button type="button" className="button plain" onClick={onStartOver}>
            Never mind
          </button>
        </div>
      </div>
    </div>
  )
}
