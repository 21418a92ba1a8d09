import type { DesignName } from '#contract/sample.ts'
import { designNames, designPromises } from './design-words.ts'
import classes from './NewDrawPage.module.css'
import { designs } from './new-draw-search.ts'

export function DesignField({
  value,
  onChange,
}: {
  value: DesignName
  onChange: (design: DesignName) => void
}) {
  return (
    <fieldset className={classes.field}>
      <legend className={classes.legend}>Design</legend>
      {designs.map((design) => (
        <label className={classes.choice} key={design}>
          <input
            checked={design === value}
            name="design"
            onChange={() => onChange(design)}
            type="radio"
            value={design}
          />
          <strong>{designNames[design]}</strong>
          <span>{designPromises[design]}</span>
        </label>
      ))}
    </fieldset>
  )
}
