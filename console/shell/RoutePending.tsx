import { Waiting } from '../kit/Waiting.tsx'

/** While a page’s chunk is on its way. */
export function RoutePending() {
  return (
    <div style={{ maxWidth: 1280, margin: '0 auto', padding: '28px 32px' }}>
      <Waiting heights={[36, 180, 240]} />
    </div>
  )
}
