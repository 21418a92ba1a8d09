const shapes = {
  photo: 'M4 6.5h3l1.4-2h7.2l1.4 2h3v12H4zM12 15.8a3.6 3.6 0 1 0 0-7.2 3.6 3.6 0 0 0 0 7.2z',
  upload: 'M12 16V5m0 0L7.5 9.5M12 5l4.5 4.5M5 15.5V19h14v-3.5',
  flag: 'M6 21V4m0 .5c4-2 7 2 12 0v9c-5 2-8-2-12 0',
  pencil: 'M4.5 19.5l1-4L16 5l3 3L8.5 18.5zM14 7l3 3',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  again: 'M5 12a7 7 0 1 1 2.2 5.1M5 18v-4.5h4.5',
  warning: 'M12 4.5l8.5 15h-17zM12 10.5v4m0 2.6v.1',
} as const

/** A drawing beside words that say the same: silent for screen readers. */
export function Icon({ shape }: { shape: keyof typeof shapes }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[shape]} />
    </svg>
  )
}
