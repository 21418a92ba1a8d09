import { useEffect, useState } from 'react'

/** Takes photos that are dropped or pasted anywhere on the page. True while a file hovers over it. */
export function usePhotosFromAnywhere(onPhoto: (file: File) => void): boolean {
  const [hovering, setHovering] = useState(false)

  useEffect(() => {
    let depth = 0 // every element under the pointer reports entering and leaving
    const hover = (change: number) => (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = Math.max(0, depth + change)
      setHovering(depth > 0)
    }
    const enter = hover(1)
    const over = hover(0)
    const leave = hover(-1)
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setHovering(false)
      take(event.dataTransfer?.files)
    }
    const paste = (event: ClipboardEvent) => take(event.clipboardData?.files)
    const take = (files: FileList | undefined) => {
      const file = files?.[0]
      if (file) onPhoto(file)
    }
    document.addEventListener('dragenter', enter)
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    document.addEventListener('paste', paste)
    return () => {
      document.removeEventListener('dragenter', enter)
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
      document.removeEventListener('paste', paste)
    }
  }, [onPhoto])

  return hovering
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}
