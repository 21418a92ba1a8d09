import { Picture } from './Picture.tsx'

type Props = Readonly<{ pictureUrl: string; share: number; onCancel: () => void }>

export function SendingCard({ pictureUrl, share, onCancel }: Props) {
  const sent = Math.round(share * 100)
  const sending = sent < 100
  return (
    <div className="card">
      <Picture url={pictureUrl} looking={!sending} />
      <div className="card-side">
        <p className="lead-in">{sending ? 'Sending your photo' : 'Looking closely'}…</p>
        <progress className="sending-bar" aria-label="Photo sent" max={100} value={sent} />
        <p className="quiet tabular">
          {sending ? `${sent}\u00a0% sent` : 'The photo is there; the answer is coming.'}
        </p>
        <div className="card-actions">
          <button type="button" className="button" onClick={onCancel}>
            Cancel
          </button>
        </div>
      </div>
    </div>
  )
}
