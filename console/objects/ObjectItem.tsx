import { Link } from '@tanstack/react-router'
import { api } from '#contract/api.ts'
import type { ObjectInfo } from '#contract/objects.ts'
import { bytes } from '../kit/format.ts'
import { Icon } from '../kit/Icon.tsx'
import { Moment } from '../kit/Moment.tsx'
import classes from './BucketPage.module.css'
import { lastName, predictionIdOf } from './objects-search.ts'

type Props = { bucket: string; prefix: string; object: ObjectInfo; chosen: boolean }

export function ObjectItem({ bucket, prefix, object, chosen }: Props) {
  const id = predictionIdOf(object.key)
  return (
    <li className={chosen ? `${classes.item} ${classes.chosen}` : classes.item}>
      {id ? (
        <img alt="" className={classes.thumbnail} loading="lazy" src={api.predictionThumbnail(id)} />
      ) : (
        <Icon name="file" size={22} />
      )}
      <Link
        aria-current={chosen ? 'true' : undefined}
        className={classes.key}
        params={{ bucket }}
        preload={false}
        resetScroll={false}
        search={{ ...(prefix === '' ? {} : { prefix }), key: object.key }}
        to="/objects/$bucket"
      >
        {lastName(object.key)}
      </Link>
      <span className={classes.right}>{bytes(object.bytes)}</span>
      <span className={`${classes.right} ${classes.when}`}>
        <Moment at={object.modifiedAt} />
      </span>
    </li>
  )
}
