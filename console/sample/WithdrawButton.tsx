import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { Draw } from '#contract/sample.ts'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { drawQuery } from '../kit/queries.ts'
import { sendJson } from '../kit/request.ts'

/** Only before the first answer: dropping answers after seeing them would bias the estimate. */
export function WithdrawButton({ draw }: { draw: Draw }) {
  const [opened, { open, close }] = useDisclosure(false)
  const client = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => sendJson<Draw>('DELETE', api.draw(draw.id)),
    onSuccess: (withdrawn) => {
      client.setQueryData(drawQuery(draw.id).queryKey, withdrawn)
      close()
      return client.invalidateQueries({ queryKey: ['draws'] })
    },
  })
  const { labelled, skipped, cannotTell } = draw.progress
  if (draw.state !== 'open' || labelled + skipped + cannotTell > 0) return null
  return (
    <>
      <Button onClick={open} variant="default">
        Withdraw
      </Button>
      <Modal centered onClose={close} opened={opened} title="Withdraw this draw?">
        <Text size="sm">
          Nobody has answered yet, so nothing is lost: its predictions can be drawn again. A withdrawn draw
          cannot be taken up again.
        </Text>
        {withdraw.error ? <ProblemNotice error={withdraw.error} /> : null}
        <Group justify="flex-end" mt="lg">
          <Button data-autofocus onClick={close} variant="default">
            Keep it
          </Button>
          <Button color="bad" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
            Withdraw
          </Button>
        </Group>
      </Modal>
    </>
  )
}
