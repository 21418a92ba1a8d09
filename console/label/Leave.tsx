import { Link } from '@tanstack/react-router'

export function Leave() {
  return (
    <p>
      <Link to="/draws">Back to the draws</Link>
    </p>
  )
}
