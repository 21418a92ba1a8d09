import { type Static, Type } from 'typebox'
import { Cursor, Instant, Limit, NextCursor } from './shared.ts'

export const BucketList = Type.Object({
  buckets: Type.Array(Type.Object({ name: Type.String(), purpose: Type.String() })),
})
export type BucketList = Static<typeof BucketList>

export const ObjectInfo = Type.Object({
  key: Type.String(),
  bytes: Type.Integer(),
  mediaType: Type.String(),
  modifiedAt: Instant,
})
export type ObjectInfo = Static<typeof ObjectInfo>

export const ObjectListQuery = Type.Object({
  prefix: Type.Optional(
    Type.String({ maxLength: 1024, description: 'Folder to list, ending in `/`; empty for the top.' }),
  ),
  limit: Limit,
  cursor: Cursor,
})

export const ObjectPage = Type.Object({
  folders: Type.Array(Type.String(), { description: 'Whole prefixes, ending in `/`.' }),
  objects: Type.Array(ObjectInfo),
  nextCursor: NextCursor,
})
export type ObjectPage = Static<typeof ObjectPage>

export const ObjectTags = Type.Object({ tags: Type.Record(Type.String(), Type.String()) })
export type ObjectTags = Static<typeof ObjectTags>
