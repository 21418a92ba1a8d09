import { Link } from '@tanstack/react-router'
import { Icon } from '../kit/Icon.tsx'
import classes from './BucketPage.module.css'
import { lastName } from './objects-search.ts'

export function FolderItem({ bucket, folder }: { bucket: string; folder: string }) {
  return (
    <li className={classes.item}>
      <Icon name="folder" size={22} />
      <Link className={classes.key} params={{ bucket }} search={{ prefix: folder }} to="/objects/$bucket">
        {lastName(folder)}/
      </Link>
    </li>
  )
}
