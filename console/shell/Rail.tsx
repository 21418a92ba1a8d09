import { Link } from '@tanstack/react-router'
import { Icon } from '../kit/Icon.tsx'
import classes from './Rail.module.css'
import { RailFoot } from './RailFoot.tsx'
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
      <RailFoot />
    </nav>
  )
}
