import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '#contract/api.ts'
import type { BucketList, ObjectPage, ObjectTags } from '#contract/objects.ts'
import { getJson } from '../kit/request.ts'

export const bucketList = queryOptions({
  queryKey: ['objects'],
  queryFn: ({ signal }) => getJson<BucketList>(api.objects, {}, signal),
  staleTime: 60_000,
})

export const objectList = (bucket: string, prefix: string) =>
  infiniteQueryOptions({
    queryKey: ['objects', bucket, prefix],
    queryFn: ({ pageParam, signal }) =>
      getJson<ObjectPage>(
        api.bucket(bucket),
        { prefix: prefix === '' ? undefined : prefix, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
  })

export const objectTags = (bucket: string, key: string) =>
  queryOptions({
    queryKey: ['objects', 'tags', bucket, key],
    queryFn: ({ signal }) => getJson<ObjectTags>(api.objectTags(bucket, key), {}, signal),
  })
