import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'
import type { IconName } from './icon-paths.ts'
import classes from './Mark.module.css'

export type Meaning = 'plain' | 'accent' | 'good' | 'attention' | 'bad'

/** A word with a meaning. The icon and the word carry it; the colour only repeats it. */
export function Mark({
  meaning = 'plain',
  icon,
  children,
}: {
  meaning?: Meaning
  icon?: IconName
  children: ReactNode
}) {
  return (
    <span className={`${classes.mark} ${classes[meaning]}`}>
      {icon ? <Icon name={icon} size={13} /> : null}
      <span className={classes.words}>{children}</span>
    </span>
  )
}
