import { useState } from 'react'
import { InstantInput } from './InstantInput.tsx'
import { Segments } from './Segments.tsx'
import classes from './WindowPicker.module.css'
import { isCustom, type Preset, presetNames, presets, resolveWindow, type WindowSearch } from './window.ts'

type Props = { value: WindowSearch; fallback: Preset; onChange: (window: WindowSearch) => void }

const short: Record<Preset, string> = { ...presetNames, '1h': '1 hour', all: 'All' }

/** Last hour to all time, or two dates of one’s own. The page keeps the answer in its URL. */
export function WindowPicker({ value, fallback, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const custom = open || isCustom(value)
  const choose = (choice: Preset | 'custom') => {
    setOpen(choice === 'custom')
    onChange(choice === 'custom' ? beginning(value, fallback) : { window: choice })
  }
  return (
    <div className={classes.picker}>
      <Segments
        label="Time window"
        onChange={choose}
        options={[...presets.map((preset) => [preset, short[preset]] as const), ['custom', 'Custom']]}
        value={custom ? 'custom' : (value.window ?? fallback)}
      />
      {custom ? (
        <span className={classes.dates}>
          <InstantInput
            label="From"
            onChange={(from) => onChange(replace(value, 'from', from))}
            value={value.from}
          />
          to
          <InstantInput label="To" onChange={(to) => onChange(replace(value, 'to', to))} value={value.to} />
        </span>
      ) : null}
    </div>
  )
}

function beginning(value: WindowSearch, fallback: Preset): WindowSearch {
  const now = new Date()
  const { from } = resolveWindow(value, fallback === 'all' ? '7d' : fallback, now)
  return { from: from ?? new Date(now.getTime() - 7 * 86_400_000).toISOString(), to: now.toISOString() }
}

function replace({ from, to }: WindowSearch, name: 'from' | 'to', instant: string | undefined): WindowSearch {
  const fixed = { ...(from ? { from } : {}), ...(to ? { to } : {}) }
  if (instant) return { ...fixed, [name]: instant }
  delete fixed[name]
  return fixed
}
