import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Icon } from '../kit/Icon.tsx'
import { Loaded } from '../kit/Loaded.tsx'
import { Page } from '../kit/Page.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import classes from './BucketsPage.module.css'
import { bucketList } from './object-queries.ts'

/** What is in the buckets? */
export function BucketsPage() {
  const query = useQuery(bucketList)
  return (
    <Page lead="The images themselves, as every S3 tool sees them." title="Objects">
      <Loaded query={query} skeleton={<Waiting heights={[70, 70, 70, 70]} />}>
        {({ buckets }) => (
          <ul className={classes.buckets}>
            {buckets.map(({ name, purpose }) => (
              <li className={classes.bucket} key={name}>
                <Icon name="objects" size={22} />
                <Link className={classes.name} params={{ bucket: name }} to="/objects/$bucket">
                  {name}
                </Link>
                <Icon name="next" />
                <span className={classes.purpose}>{purpose}</span>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Page>
  )
}
