import { type ChangeEvent, type Ref, useImperativeHandle, useRef } from 'react'
import { readableTypes } from './image-kind.ts'

export type PhotoInputsHandle = Readonly<{ pick(): void; take(): void }>

/** The browser’s own pickers, out of sight: buttons all over the page open them. */
export function PhotoInputs({
  ref,
  onPhoto,
}: {
  ref: Ref<PhotoInputsHandle>
  onPhoto: (file: File) => void
}) {
  const picker = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => ({
    pick: () => picker.current?.click(),
    take: () => camera.current?.click(),
  }))

  const choose = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0]
    currentTarget.value = '' // so that choosing the same file again is a change
    if (file) onPhoto(file)
  }
  return (
    <div hidden>
      {/* With these types and no others, iPhones hand out JPEG instead of HEIC. */}
      <input ref={picker} type="file" accept={readableTypes.join(',')} onChange={choose} />
      <input ref={camera} type="file" accept="image/jpeg" capture="environment" onChange={choose} />
    </div>
  )
}
