import { useState } from 'react'
import type { PredictionFacets } from '#contract/capture.ts'
import { Icon } from '../kit/Icon.tsx'
import { type FacetChoice, FacetGroup } from './FacetGroup.tsx'
import classes from './Facets.module.css'
import page from './PredictionsPage.module.css'
import { type PredictionSearch, without } from './prediction-search.ts'

type Props = {
  facets: PredictionFacets | undefined
  search: PredictionSearch
  onChange: (search: PredictionSearch) => void
}

/** Filters with the number of predictions behind each. A second press takes a filter back. */
export function Facets({ facets, search, onChange }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <aside aria-label="Filters" className={page.facets}>
      <button aria-expanded={open} className={classes.toggle} onClick={() => setOpen(!open)} type="button">
        <Icon name="menu" size={16} />
        Filters
      </button>
      {facets ? (
        <div className={open ? classes.facets : `${classes.facets} ${classes.closed}`}>
          <FacetGroup choices={marks(facets, search, onChange)} title="Marked" />
          <FacetGroup choices={classChoices(facets, search, onChange)} title="Predicted class" />
          <FacetGroup choices={bands(facets, search, onChange)} title="Confidence" />
          <FacetGroup choices={versions(facets, search, onChange)} title="Model version" />
        </div>
      ) : null}
    </aside>
  )
}

type Change = Props['onChange']

function marks(facets: PredictionFacets, search: PredictionSearch, onChange: Change): FacetChoice[] {
  return (['flagged', 'corrected', 'labelled'] as const).map((name) => ({
    name: name[0]?.toUpperCase() + name.slice(1),
    count: facets[name],
    chosen: search[name] === true,
    onToggle: () => onChange(search[name] === true ? without(search, [name]) : { ...search, [name]: true }),
  }))
}

function classChoices(facets: PredictionFacets, search: PredictionSearch, onChange: Change): FacetChoice[] {
  return facets.class.map(({ value, count }) => ({
    name: value,
    count,
    chosen: search.class === value,
    onToggle: () =>
      onChange(search.class === value ? without(search, ['class']) : { ...search, class: value }),
  }))
}

function bands(facets: PredictionFacets, search: PredictionSearch, onChange: Change): FacetChoice[] {
  return facets.confidenceBand
    .map(({ from, to, count }) => {
      const chosen = search.minConfidence === from && search.maxConfidence === to
      return {
        name: `${Math.round(from * 100)}–${Math.round(to * 100)}%`,
        count,
        chosen,
        onToggle: () =>
          onChange(
            chosen
              ? without(search, ['minConfidence', 'maxConfidence'])
              : { ...search, minConfidence: from, maxConfidence: to },
          ),
      }
    })
    .filter(({ count, chosen }) => count > 0 || chosen)
}

function versions(facets: PredictionFacets, search: PredictionSearch, onChange: Change): FacetChoice[] {
  return facets.modelVersion.map(({ value, count }) => ({
    name: value,
    count,
    chosen: search.modelVersion === value,
    onToggle: () =>
      onChange(
        search.modelVersion === value
          ? without(search, ['modelVersion'])
          : { ...search, modelVersion: value },
      ),
  }))
}
