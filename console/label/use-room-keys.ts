import { useEffect, useEffectEvent } from 'react'
import { actionOfKey, type KeyAction } from './key-map.ts'

/** The whole keyboard belongs to the room, except while someone types into a field or holds a modifier. */
export function useRoomKeys(
  classes: readonly string[],
  onAction: (action: KeyAction, at: number) => void,
): void {
  const down = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const action = actionOfKey(event.key, classes)
    if (!action) return
    event.preventDefault()
    if (!event.repeat) onAction(action, event.timeStamp)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => down(event)
    const noClick = (event: KeyboardEvent) => {
      if (event.key === ' ' && !isTyping(event.target)) event.preventDefault()
    }
    window.addEventListener('keydown', listener)
    window.addEventListener('keyup', noClick)
    return () => {
      window.removeEventListener('keydown', listener)
      window.removeEventListener('keyup', noClick)
    }
  }, [])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
}
