import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { api } from '#contract/api.ts'
import { Problem } from '#contract/errors.ts'
import {
  Draw,
  DrawListQuery,
  DrawMemberPage,
  DrawPage,
  DrawPreview,
  DrawPreviewQuery,
  DrawRequest,
} from '#contract/sample.ts'
import { Cursor, Id, Limit } from '#contract/shared.ts'
import type { SampleRoom } from './index.ts'

const DrawParams = Type.Object({ id: Id })
const MemberQuery = Type.Object({ limit: Limit, cursor: Cursor })
const tags = ['sample']
const refusals = { 400: Problem, 404: Problem, 409: Problem, 503: Problem }

export async function sampleRoutes(scope: FastifyInstance, room: SampleRoom): Promise<void> {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()

  app.post(
    api.draws,
    {
      schema: {
        tags,
        summary: 'Draw predictions for labelling',
        body: DrawRequest,
        response: { 201: Draw, ...refusals },
      },
    },
    async ({ body }, reply) => reply.code(201).send(await room.draw(body)),
  )

  app.get(
    api.draws,
    {
      schema: {
        tags,
        summary: 'Draws, newest first',
        querystring: DrawListQuery,
        response: { 200: DrawPage, ...refusals },
      },
    },
    ({ query }) => room.list(query),
  )

  app.get(
    api.drawPreview,
    {
      schema: {
        tags,
        summary: 'What a draw would find',
        querystring: DrawPreviewQuery,
        response: { 200: DrawPreview, ...refusals },
      },
    },
    ({ query }) => room.preview(query),
  )

  app.get(
    api.draw(':id'),
    { schema: { tags, summary: 'One draw', params: DrawParams, response: { 200: Draw, ...refusals } } },
    ({ params }) => room.get(params.id),
  )

  app.delete(
    api.draw(':id'),
    {
      schema: {
        tags,
        summary: 'Withdraw a draw that nobody has answered',
        params: DrawParams,
        response: { 200: Draw, ...refusals },
      },
    },
    ({ params }) => room.withdraw(params.id),
  )

  app.get(
    api.drawMembers(':id'),
    {
      schema: {
        tags,
        summary: 'The chosen predictions, in the order of the queue',
        params: DrawParams,
        querystring: MemberQuery,
        response: { 200: DrawMemberPage, ...refusals },
      },
    },
    ({ params, query }) => room.members(params.id, query),
  )
}
