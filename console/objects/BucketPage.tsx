import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { EmptyState } from '../kit/EmptyState.tsx'
import { Page } from '../kit/Page.tsx'
import { ProblemNotice } from '../kit/ProblemNotice.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import classes from './BucketPage.module.css'
import { FolderItem } from './FolderItem.tsx'
import { ObjectItem } from './ObjectItem.tsx'
import { ObjectPreview } from './ObjectPreview.tsx'
import { objectList } from './object-queries.ts'
import { folderPath } from './objects-search.ts'

const route = getRouteApi('/shell/objects/$bucket')

/** Folders and objects of one bucket, with one object looked at beside them. */
export function BucketPage() {
  const { bucket } = route.useParams()
  const { prefix = '', key } = route.useSearch()
  const list = useInfiniteQuery(objectList(bucket, prefix))
  const folders = [...new Set(list.data?.pages.flatMap((page) => page.folders))]
  const objects = list.data?.pages.flatMap((page) => page.objects) ?? []
  const chosen = objects.find((object) => object.key === key)
  const empty = list.isSuccess && folders.length === 0 && objects.length === 0
  return (
    <Page title={bucket}>
      <Path bucket={bucket} prefix={prefix} />
      {list.error ? <ProblemNotice error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Waiting heights={[320]} /> : null}
      {empty ? (
        <EmptyState icon="folder" title="Nothing here yet">
          <p>
            {prefix === ''
              ? 'Objects appear here as the loop runs.'
              : 'No object has a key that begins like this.'}
          </p>
        </EmptyState>
      ) : null}
      <div className={key ? `${classes.layout} ${classes.open}` : classes.layout}>
        {folders.length + objects.length > 0 ? (
          <div>
            <ul className={classes.list}>
              {folders.map((folder) => (
                <FolderItem bucket={bucket} folder={folder} key={folder} />
              ))}
              {objects.map((object) => (
                <ObjectItem
                  bucket={bucket}
                  chosen={object.key === key}
                  key={object.key}
                  object={object}
                  prefix={prefix}
                />
              ))}
            </ul>
            {list.hasNextPage ? (
              <Button
                className={classes.more}
                loading={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
                variant="default"
              >
                Next page
              </Button>
            ) : null}
          </div>
        ) : null}
        {key ? (
          <div className={classes.side}>
            <ObjectPreview bucket={bucket} key={key} objectKey={key} info={chosen} />
          </div>
        ) : null}
      </div>
    </Page>
  )
}

function Path({ bucket, prefix }: { bucket: string; prefix: string }) {
  return (
    <nav aria-label="Path" className={classes.path}>
      <Link to="/objects">Objects</Link>/
      <Link params={{ bucket }} to="/objects/$bucket">
        {bucket}
      </Link>
      {folderPath(prefix).map((folder) => (
        <span key={folder.prefix}>
          {'/ '}
          <Link params={{ bucket }} search={{ prefix: folder.prefix }} to="/objects/$bucket">
            {folder.name}
          </Link>
        </span>
      ))}
    </nav>
  )
}
