import type { IconName } from '../kit/icon-paths.ts'

/** The rail, in the order in which data flows. */
export const stations = [
  { to: '/', name: 'Overview', icon: 'overview' },
  { to: '/predictions', name: 'Predictions', icon: 'predictions' },
  { to: '/draws', name: 'Draws', icon: 'draws' },
  { to: '/label', name: 'Label', icon: 'label' },
  { to: '/evaluate', name: 'Evaluate', icon: 'evaluate' },
  { to: '/objects', name: 'Objects', icon: 'objects' },
] as const satisfies readonly { to: string; name: string; icon: IconName }[]
