import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { api } from '#contract/api.ts'
import {
  PredictionDetail,
  PredictionFacets,
  PredictionFilter,
  PredictionPage,
  PredictionQuery,
} from '#contract/capture.ts'
import { EvalloopError, Problem } from '#contract/errors.ts'
import { Overview, OverviewQuery } from '#contract/overview.ts'
import { Id } from '#contract/shared.ts'
import type { Database } from '#ports/database.ts'
import { countFacets, listPredictions } from './predictions.ts'

export type Picture = Readonly<{ bytes: Uint8Array; mediaType: string }>

/** What the read model cannot select itself: the other parts answer for it. */
export type ReadModelRoom = Readonly<{
  database: Database
  detail(id: string): Promise<PredictionDetail | undefined>
  image(id: string): Promise<Picture | undefined>
  thumbnail(id: string): Promise<Picture | undefined>
  overview(query: OverviewQuery): Promise<Overview>
}>

const refusals = { 400: Problem, 404: Problem, 503: Problem }
const IdParams = Type.Object({ id: Id })
const Bytes = Type.Any({ description: 'The bytes.' })

export const readModelRoutes: FastifyPluginAsyncTypebox<{ room: ReadModelRoom }> = async (app, { room }) => {
  app.get(
    api.predictions,
    {
      schema: {
        tags: ['predictions'],
        summary: 'List predictions, filtered, a page at a time',
        querystring: PredictionQuery,
        response: { 200: PredictionPage, ...refusals },
      },
    },
    ({ query }) => listPredictions(room.database, query),
  )

  app.get(
    api.predictionFacets,
    {
      schema: {
        tags: ['predictions'],
        summary: 'Counts beside the filters',
        querystring: PredictionFilter,
        response: { 200: PredictionFacets, ...refusals },
      },
    },
    ({ query }) => countFacets(room.database, query),
  )

  app.get(
    api.prediction(':id'),
    {
      schema: {
        tags: ['predictions'],
        summary: 'One prediction with its tags and history',
        params: IdParams,
        response: { 200: PredictionDetail, ...refusals },
      },
    },
    async ({ params }) => present(await room.detail(params.id), params.id),
  )

  const pictures = [
    [api.predictionImage(':id'), 'image', 'The image as it was sent', 'private'],
    [api.predictionThumbnail(':id'), 'thumbnail', 'The image as WebP of at most 256 pixels', 'public'],
  ] as const
  for (const [path, verb, summary, cache] of pictures) {
    app.get(
      path,
      { schema: { tags: ['predictions'], summary, params: IdParams, response: { 200: Bytes, ...refusals } } },
      async ({ params }, reply) => {
        const { bytes, mediaType } = present(await room[verb](params.id), params.id)
        return reply
          .header('cache-control', `${cache}, max-age=31536000, immutable`)
          .header('content-security-policy', "default-src 'none'; sandbox")
          .type(mediaType)
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
      },
    )
  }

  app.get(
    api.overview,
    {
      schema: {
        tags: ['overview'],
        summary: 'The loop at a glance',
        querystring: OverviewQuery,
        response: { 200: Overview, ...refusals },
      },
    },
    ({ query }) => room.overview(query),
  )
}

function present<Found>(found: Found | undefined, predictionId: string): Found {
  if (found === undefined) throw new EvalloopError('PREDICTION_MISSING', { predictionId })
  return found
}
