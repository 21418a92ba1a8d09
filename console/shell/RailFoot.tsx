import { Icon } from '../kit/Icon.tsx'
import { ColourScheme } from './ColourScheme.tsx'
import classes from './RailFoot.module.css'

/** What lies beside the console. Under the rail on a desk, under the page on a phone. */
export function RailFoot() {
  return (
    <div className={classes.foot}>
      <a className={classes.small} href="/">
        <Icon name="image" size={15} />
        GourmetGram
      </a>
      <a className={classes.small} href="/docs">
        <Icon name="external" size={15} />
        API documentation
      </a>
      <ColourScheme />
    </div>
  )
}
