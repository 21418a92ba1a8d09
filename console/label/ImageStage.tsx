import { Button } from '@mantine/core'
import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { Task } from '#contract/label.ts'
import classes from './ImageStage.module.css'
import type { ImageCache } from './image-cache.ts'

type Props = { task: Task; images: ImageCache; zoomed: boolean; onZoom: () => void; onShown: () => void }

/**
 * Puts the element that was decoded ahead into the page, instead of a new `<img>` with the same address: the browser
 * then has nothing left to decode, and the next image stands in the very next frame.
 */
export function ImageStage({ task, images, zoomed, onZoom, onShown }: Props) {
  const host = useRef<HTMLDivElement>(null)
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const shown = useEffectEvent(onShown)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks for the same image once more
  useLayoutEffect(() => {
    let here = true
    const image = images.get(task.imageUrl)
    const show = () => {
      if (!here) return
      setFailed(image.state === 'failed')
      if (image.state !== 'ready') return
      host.current?.replaceChildren(image.element)
      shown()
    }
    if (image.state === 'ready') show()
    else void image.done.then(show)
    return () => {
      here = false
    }
  }, [images, task.imageUrl, attempt])

  const follow = (event: React.PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    event.currentTarget.style.setProperty('--x', `${((event.clientX - box.left) / box.width) * 100}%`)
    event.currentTarget.style.setProperty('--y', `${((event.clientY - box.top) / box.height) * 100}%`)
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keyboard has the space bar and the button below */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has the space bar and the button below */}
      <div
        className={zoomed ? `${classes.host} ${classes.zoomed}` : classes.host}
        onClick={onZoom}
        onPointerDown={follow}
        onPointerMove={follow}
        ref={host}
      />
      {failed ? (
        <div className={classes.failed} role="alert">
          <p>This image did not arrive. Skip it, or try again.</p>
          <Button
            onClick={() => {
              images.keep([task.imageUrl])
              setFailed(false)
              setAttempt(attempt + 1)
            }}
            size="xs"
            variant="default"
          >
            Try again
          </Button>
        </div>
      ) : null}
    </>
  )
}
