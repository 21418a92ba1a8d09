import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { api } from '#contract/api.ts'
import { Problem } from '#contract/errors.ts'
import {
  AnnotationRequest,
  AnnotationResult,
  AnnotatorOnly,
  Lease,
  LeaseRequest,
  Task,
} from '#contract/label.ts'
import { Id } from '#contract/shared.ts'
import type { LabelRoom } from './index.ts'

const IdParams = Type.Object({ id: Id })
const tags = ['label']
const refusals = { 400: Problem, 404: Problem, 409: Problem, 503: Problem }

export async function labelRoutes(scope: FastifyInstance, room: LabelRoom): Promise<void> {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()

  app.post(
    api.drawLeases(':id'),
    {
      schema: {
        tags,
        summary: 'Ask for work, or renew it',
        description:
          'Nobody else gets these tasks until the lease ends. The model’s answer is left out on purpose.',
        params: IdParams,
        body: LeaseRequest,
        response: { 200: Lease, ...refusals },
      },
    },
    ({ params, body }) => room.lease(params.id, body),
  )

  app.delete(
    api.drawLeases(':id'),
    {
      schema: {
        tags,
        summary: 'Give back all work on a draw that an annotator holds',
        params: IdParams,
        body: AnnotatorOnly,
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ params, body }, reply) => {
      await room.release(params.id, body.annotator)
      return reply.code(204).send(null)
    },
  )

  app.get(
    api.task(':id'),
    {
      schema: {
        tags,
        summary: 'One task with its answer',
        params: IdParams,
        response: { 200: Task, ...refusals },
      },
    },
    ({ params }) => room.task(params.id),
  )

  app.put(
    api.taskAnnotation(':id'),
    {
      schema: {
        tags,
        summary: 'Answer a task',
        description: 'Idempotent. A different answer of the same annotator replaces the first.',
        params: IdParams,
        body: AnnotationRequest,
        response: { 200: AnnotationResult, ...refusals },
      },
    },
    ({ params, body }) => room.annotate(params.id, body),
  )

  app.delete(
    api.taskAnnotation(':id'),
    {
      schema: {
        tags,
        summary: 'Take an answer back',
        description: 'Idempotent. The task returns to the annotator.',
        params: IdParams,
        body: AnnotatorOnly,
        response: { 200: AnnotationResult, ...refusals },
      },
    },
    ({ params, body }) => room.undo(params.id, body.annotator),
  )
}
