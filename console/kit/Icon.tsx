import { type IconName, iconPaths } from './icon-paths.ts'

type Props = { name: IconName; size?: number; className?: string | undefined }

/** Decorative always: the word stands beside it or in the control’s label. */
export function Icon({ name, size = 18, className }: Props) {
  return (
    <svg
      aria-hidden="true"
      className={className}
      fill="none"
      height={size}
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeWidth={1.7}
      style={{ flex: 'none' }}
      viewBox="0 0 24 24"
      width={size}
    >
      <path d={iconPaths[name]} />
    </svg>
  )
}
