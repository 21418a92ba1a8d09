import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { api } from '#contract/api.ts'
import { Problem } from '#contract/errors.ts'
import { BucketList, ObjectListQuery, ObjectPage, ObjectTags } from '#contract/objects.ts'
import type { ObjectStore } from '#ports/object-store.ts'

/** Buckets of the loop and what lies in them. */
export const buckets = {
  production: 'Everything that was served.',
  'production-label-wait': 'Chosen for labelling.',
  'production-noisy': 'For re-training: labelled by the model or a person.',
  'production-clean': 'For evaluation: labelled by a person.',
} as const

const refusals = { 400: Problem, 404: Problem, 503: Problem }
const BucketParams = Type.Object({ bucket: Type.String({ maxLength: 63 }) })
const ObjectParams = Type.Object({
  bucket: Type.String({ maxLength: 63 }),
  '*': Type.String({ maxLength: 1024 }),
})

/** Looks into the object store, as any S3 browser would. */
export const objectRoutes: FastifyPluginAsyncTypebox<{ store: ObjectStore }> = async (app, { store }) => {
  app.get(
    api.objects,
    { schema: { tags: ['objects'], summary: 'All buckets', response: { 200: BucketList, 503: Problem } } },
    async () => ({
      buckets: (await store.buckets()).map((name) => ({
        name,
        purpose: buckets[name as keyof typeof buckets] ?? '',
      })),
    }),
  )

  app.get(
    api.bucket(':bucket'),
    {
      schema: {
        tags: ['objects'],
        summary: 'What lies in a folder of a bucket, a page at a time',
        params: BucketParams,
        querystring: ObjectListQuery,
        response: { 200: ObjectPage, ...refusals },
      },
    },
    async ({ params, query }) => {
      const page = { limit: query.limit ?? 50, ...(query.cursor !== undefined && { cursor: query.cursor }) }
      const { objects, ...listing } = await store.list(params.bucket, query.prefix ?? '', page)
      return {
        ...listing,
        objects: objects.map((object) => ({ ...object, modifiedAt: object.modifiedAt.toISOString() })),
      }
    },
  )

  app.get(
    api.objectContent(':bucket', '*'),
    {
      schema: {
        tags: ['objects'],
        summary: 'The bytes of an object',
        params: ObjectParams,
        response: { 200: Type.Any(), ...refusals },
      },
    },
    async ({ params }, reply) => {
      const { bytes, mediaType } = await store.get(params.bucket, params['*'])
      return reply
        .header('content-security-policy', "default-src 'none'; sandbox")
        .type(mediaType)
        .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    },
  )

  app.get(
    api.objectTags(':bucket', '*'),
    {
      schema: {
        tags: ['objects'],
        summary: 'The tags of an object',
        params: ObjectParams,
        response: { 200: ObjectTags, ...refusals },
      },
    },
    async ({ params }) => ({ tags: { ...(await store.tags(params.bucket, params['*'])) } }),
  )
}
