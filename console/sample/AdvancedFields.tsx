import { NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { modelVersions } from '../kit/queries.ts'
import classes from './NewDrawPage.module.css'
import type { NewDrawSearch } from './new-draw-search.ts'

/** Left alone by most: which version, how even, and the seed that makes a draw repeatable. */
export function AdvancedFields({
  search,
  onChange,
}: {
  search: NewDrawSearch
  onChange: (part: NewDrawSearch) => void
}) {
  const versions = useQuery(modelVersions)
  const changed = search.modelVersion !== undefined || search.floor !== undefined || search.seed !== undefined
  return (
    <details className={classes.advanced} open={changed}>
      <summary>Advanced</summary>
      <div>
        <NativeSelect
          data={[
            { value: '', label: 'The one that serves now' },
            ...(versions.data?.modelVersions.map(({ id, serving }) => ({
              value: id,
              label: serving ? `${id} (serving)` : id,
            })) ?? []),
          ]}
          label="Model version"
          onChange={(event) => onChange({ modelVersion: event.currentTarget.value })}
          value={search.modelVersion ?? ''}
        />
        {search.design === 'simple-random' ? null : (
          <NumberInput
            decimalScale={2}
            description="0.05 to 1. Higher is safer when the model’s confidence misleads, lower is narrower when it does not."
            label="Share of the budget spread evenly"
            max={1}
            min={0.05}
            onChange={(floor) =>
              typeof floor === 'number' && floor >= 0.05 && floor <= 1 && onChange({ floor })
            }
            placeholder="0.5"
            step={0.05}
            value={search.floor ?? ''}
          />
        )}
        <TextInput
          description="The same seed over the same predictions draws the same ones again."
          label="Seed"
          maxLength={100}
          onChange={(event) => onChange({ seed: event.currentTarget.value })}
          placeholder="made at random"
          value={search.seed ?? ''}
        />
      </div>
    </details>
  )
}
