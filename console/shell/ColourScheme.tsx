import { useMantineColorScheme } from '@mantine/core'
import { Icon } from '../kit/Icon.tsx'
import classes from './ColourScheme.module.css'

const choices = [
  ['auto', 'system', 'As the system'],
  ['light', 'sun', 'Light'],
  ['dark', 'moon', 'Dark'],
] as const

export function ColourScheme() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame of its own
    <div aria-label="Colours" className={classes.scheme} role="group">
      {choices.map(([scheme, icon, name]) => (
        <button
          aria-label={name}
          aria-pressed={colorScheme === scheme}
          className={classes.choice}
          key={scheme}
          onClick={() => setColorScheme(scheme)}
          title={name}
          type="button"
        >
          <Icon name={icon} size={16} />
        </button>
      ))}
    </div>
  )
}
