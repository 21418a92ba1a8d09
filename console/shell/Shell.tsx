import { Outlet } from '@tanstack/react-router'
import { Frame } from './Frame.tsx'

/** Every page but the annotator’s room. */
export function Shell() {
  return (
    <Frame>
      <Outlet />
    </Frame>
  )
}
