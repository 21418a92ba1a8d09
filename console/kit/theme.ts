import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Okabe and Ito’s blue in ten steps; step 6 is the colour itself. */
const accent: MantineColorsTuple = [
  '#e8f3fa',
  '#cfe4f2',
  '#a0c9e5',
  '#6eacd7',
  '#4495ca',
  '#2787c2',
  '#0072b2',
  '#00639c',
  '#00527f',
  '#003e61',
]

/** Vermillion: only for what destroys or is broken. */
const bad: MantineColorsTuple = [
  '#fdeee5',
  '#fad9c5',
  '#f5b48c',
  '#f08d50',
  '#e26f1b',
  '#d55e00',
  '#b84f00',
  '#a63d00',
  '#873200',
  '#642500',
]

const dark: MantineColorsTuple = [
  '#eceeef',
  '#d5d9dc',
  '#98a0a6',
  '#7b8288',
  '#3a4046',
  '#2d3237',
  '#1a1d20',
  '#121416',
  '#0e1011',
  '#090a0b',
]

export const theme = createTheme({
  colors: { accent, bad, dark },
  primaryColor: 'accent',
  primaryShade: 6,
  defaultRadius: 8,
  fontFamily:
    "ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Inter, Roboto, 'Liberation Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Code', Menlo, Consolas, 'Liberation Mono', monospace",
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
})
