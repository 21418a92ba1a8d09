import { Button } from '@mantine/core'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '#contract/api.ts'
import type { Draw } from '#contract/sample.ts'
import { Page } from '../kit/Page.tsx'
import { Panel } from '../kit/Panel.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { drawList } from '../kit/queries.ts'
import { sendJson } from '../kit/request.ts'
import { AdvancedFields } from './AdvancedFields.tsx'
import { BudgetField } from './BudgetField.tsx'
import { DesignField } from './DesignField.tsx'
import { DrawPreviewPanel } from './DrawPreviewPanel.tsx'
import { drawPreview } from './draw-queries.ts'
import { IntervalField } from './IntervalField.tsx'
import classes from './NewDrawPage.module.css'
import { drawRequest, type NewDrawSearch, proposedInterval } from './new-draw-search.ts'

const route = getRouteApi('/shell/draws/new')

/** What shall people label, and what will it tell us? */
export function NewDrawPage() {
  const search: NewDrawSearch = route.useSearch()
  const navigate = route.useNavigate()
  const client = useQueryClient()
  const [now] = useState(() => new Date())
  const earlier = useInfiniteQuery(drawList())
  const draws =
    earlier.data?.pages.flatMap((page) => page.draws).filter(({ state }) => state !== 'withdrawn') ?? []
  const lastEnd = draws
    .map(({ to }) => to)
    .toSorted()
    .at(-1)
  const proposed = proposedInterval(lastEnd, now)
  const interval = { from: search.from ?? proposed.from, to: search.to ?? proposed.to }
  const make = useMutation({
    mutationFn: () => sendJson<Draw>('POST', api.draws, drawRequest(search, interval)),
    onSuccess: async (draw) => {
      await navigate({ to: '/draws/$id', params: { id: draw.id } })
      await client.invalidateQueries({ queryKey: ['draws'] })
    },
  })
  const preview = useQuery({
    ...drawPreview({ ...interval, modelVersion: search.modelVersion }),
    enabled: !earlier.isPending && interval.from < interval.to && !make.isSuccess,
  })
  const change = (part: NewDrawSearch) => {
    make.reset()
    void navigate({ search: { ...search, ...part }, replace: true })
  }
  const ready = preview.isSuccess && preview.data.frameSize > 0 && preview.data.overlaps.length === 0
  return (
    <Page lead="Choose the predictions to judge; the labels follow on the Label page." title="New draw">
      <div className={classes.layout}>
        <Panel title="Plan">
          <form
            className={classes.form}
            onSubmit={(event) => {
              event.preventDefault()
              make.mutate()
            }}
          >
            <IntervalField interval={interval} lastEnd={lastEnd} now={now} onChange={change} />
            <DesignField onChange={(design) => change({ design })} value={search.design ?? 'recommended'} />
            <BudgetField
              preview={preview.data}
              onChange={(budget) => change({ budget })}
              value={search.budget}
            />
            <AdvancedFields onChange={change} search={search} />
            {make.error ? <ProblemNotice error={make.error} /> : null}
            <div>
              <Button disabled={!ready} loading={make.isPending} type="submit">
                Draw
              </Button>
            </div>
          </form>
        </Panel>
        <Panel className={classes.preview} title="What it will find">
          <DrawPreviewPanel
            draws={draws}
            onBeginAfter={(from) => change({ from })}
            preview={preview}
            search={search}
          />
        </Panel>
      </div>
    </Page>
  )
}
