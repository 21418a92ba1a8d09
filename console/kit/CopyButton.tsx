import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { Icon } from './Icon.tsx'

export function CopyButton({ value, label }: { value: string; label: string }) {
  const clipboard = useClipboard({ timeout: 1500 })
  return (
    <Button
      leftSection={<Icon name={clipboard.copied ? 'check' : 'copy'} size={15} />}
      onClick={() => clipboard.copy(value)}
      size="xs"
      variant="default"
    >
      {clipboard.copied ? 'Copied' : label}
    </Button>
  )
}
