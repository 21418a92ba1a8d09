import { Icon } from './Icon.tsx'

export function PhotoPicker({ onPick, onTake }: { onPick: () => void; onTake: () => void }) {
  return (
    <div className="picker">
      <Plate />
      <p className="picker-lead for-mouse">Drop a photo here</p>
      <p className="picker-hint for-mouse">or paste one, or</p>
      <p className="picker-lead for-touch">Show me your plate</p>
      <div className="picker-buttons">
        <button type="button" className="button primary" onClick={onPick}>
          <Icon shape="upload" /> Choose a photo
        </button>
        <button type="button" className="button for-touch" onClick={onTake}>
          <Icon shape="photo" /> Take a photo
        </button>
      </div>
      <p className="picker-hint small">JPEG, PNG, WebP, AVIF or GIF, up to 20&nbsp;MiB</p>
    </div>
  )
}

function Plate() {
  return (
    <svg className="plate" viewBox="0 0 180 100" aria-hidden="true">
      <g className="plate-cutlery">
        <path d="M24 14v22a8 8 0 0 0 16 0V14M32 14v74" />
        <path className="plate-knife" d="M148 88V14c-8 7-12 21-11 33 0 4 2 6 5 6h6" />
      </g>
      <circle className="plate-rim" cx="89" cy="50" r="42" />
      <circle className="plate-well" cx="89" cy="50" r="27" />
    </svg>
  )
}
