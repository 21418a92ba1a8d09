import { Link } from '@tanstack/react-router'
import { Icon } from '../kit/Icon.tsx'
import { ColourScheme } from './ColourScheme.tsx'
import classes from './Rail.module.css'
import { stations } from './stations.ts'

/** At the left on a desk, at the bottom on a phone. */
export function Rail() {
  return (
    <nav aria-label="Console" className={classes.rail}>
      <Link className={classes.brand} to="/">
        <Icon name="overview" size={22} />
        Evalloop
      </Link>
      <ul className={classes.stations}>
        {stations.map(({ to, name, icon }) => (
          <li key={to}>
            <Link
              activeOptions={{ exact: to === '/', includeSearch: false }}
              className={classes.station}
              to={to}
            >
              <Icon name={icon} size={19} />
              {name}
            </Link>
          </li>
        ))}
      </ul>
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
    </nav>
  )
}
