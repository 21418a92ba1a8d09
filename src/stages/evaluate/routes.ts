import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyInstance } from 'fastify'
import { api } from '#contract/api.ts'
import { Problem } from '#contract/errors.ts'
import { AccuracyEstimate, AccuracyHistory, ConfusionEstimate, EstimateQuery } from '#contract/evaluate.ts'
import type { EvaluateRoom } from './index.ts'

const tags = ['evaluate']
const refusals = { 400: Problem, 404: Problem, 503: Problem }

export async function evaluateRoutes(scope: FastifyInstance, room: EvaluateRoom): Promise<void> {
  const app = scope.withTypeProvider<TypeBoxTypeProvider>()

  app.get(
    api.accuracy,
    {
      schema: {
        tags,
        summary: 'How good the model was on what it served',
        description:
          'Draws that lie wholly inside the interval count. Without bounds, all draws of the model version.',
        querystring: EstimateQuery,
        response: { 200: AccuracyEstimate, ...refusals },
      },
    },
    ({ query }) => room.accuracy(query),
  )

  app.get(
    api.accuracyHistory,
    {
      schema: {
        tags,
        summary: 'One accuracy for each draw, oldest first',
        querystring: EstimateQuery,
        response: { 200: AccuracyHistory, ...refusals },
      },
    },
    ({ query }) => room.history(query),
  )

  app.get(
    api.confusion,
    {
      schema: {
        tags,
        summary: 'Which classes are taken for which, with precision and recall',
        querystring: EstimateQuery,
        response: { 200: ConfusionEstimate, ...refusals },
      },
    },
    ({ query }) => room.confusion(query),
  )
}
