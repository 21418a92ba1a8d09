import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { ObjectInfo } from '#contract/objects.ts'
import { CopyButton } from '../kit/CopyButton.tsx'
import { Facts } from '../kit/Facts.tsx'
import { bytes } from '../kit/format.ts'
import { LinkButton } from '../kit/LinkButton.tsx'
import { Loaded } from '../kit/Loaded.tsx'
import { Moment } from '../kit/Moment.tsx'
import { Panel } from '../kit/Panel.tsx'
import { Waiting } from '../kit/Waiting.tsx'
import classes from './BucketPage.module.css'
import { objectTags } from './object-queries.ts'
import { lastName, predictionIdOf } from './objects-search.ts'

type Props = { bucket: string; objectKey: string; info: ObjectInfo | undefined }

export function ObjectPreview({ bucket, objectKey, info }: Props) {
  const tags = useQuery(objectTags(bucket, objectKey))
  const id = predictionIdOf(objectKey)
  const content = api.objectContent(bucket, objectKey)
  const picture = info ? info.mediaType.startsWith('image/') : id !== undefined
  return (
    <Panel title={lastName(objectKey)}>
      <div className={classes.preview}>
        {picture ? <img alt={`Object ${objectKey}`} className={classes.image} src={content} /> : null}
        <Facts
          facts={[
            ['Key', <code key="k">{objectKey}</code>],
            ['Type', info?.mediaType],
            ['Size', info ? bytes(info.bytes) : undefined],
            ['Stored', info ? <Moment at={info.modifiedAt} key="t" /> : undefined],
          ]}
        />
        <div className={classes.actions}>
          <CopyButton label="Copy key" value={objectKey} />
          <Button component="a" href={content} size="xs" target="_blank" variant="default">
            Open file
          </Button>
          {id ? (
            <LinkButton params={{ id }} size="xs" to="/predictions/$id" variant="default">
              Open in Predictions
            </LinkButton>
          ) : null}
        </div>
        <div>
          <h3 className={classes.subtitle}>Tags</h3>
          <Loaded query={tags} skeleton={<Waiting heights={[80]} />}>
            {(found) =>
              Object.keys(found.tags).length === 0 ? (
                <span className={classes.subtitle}>none</span>
              ) : (
                <Facts
                  facts={Object.entries(found.tags).map(([name, value]) => [
                    name,
                    <code key={name}>{value}</code>,
                  ])}
                />
              )
            }
          </Loaded>
        </div>
      </div>
    </Panel>
  )
}
