import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { api } from '#contract/api.ts'
import { CorrectLabelForm, Feedback, FeedbackState } from '#contract/capture.ts'
import { Problem } from '#contract/errors.ts'
import { Id } from '#contract/shared.ts'
import { type CaptureNeeds, giveFeedback, predictionOfKey } from './actions.ts'

const refusals = { 400: Problem, 404: Problem, 503: Problem }
const ObjectKeyParams = Type.Object({
  '*': Type.String({ maxLength: 300, description: 'Object key, as the prediction answered it.' }),
})

export const captureRoutes: FastifyPluginAsyncTypebox<{ room: CaptureNeeds }> = async (app, { room }) => {
  app.post(
    api.predictionFeedback(':id'),
    {
      schema: {
        tags: ['capture'],
        summary: 'Say that a prediction is wrong, or which class is right',
        description: 'Idempotent. `unflag` and `uncorrect` take it back.',
        params: Type.Object({ id: Id }),
        body: Feedback,
        response: { 200: FeedbackState, ...refusals },
      },
    },
    ({ params, body, ip }) => giveFeedback(params.id, body, ip, room),
  )

  app.post(
    api.flag('*'),
    {
      schema: {
        tags: ['capture'],
        summary: 'Flag a prediction as wrong, in the words of the tutorial',
        params: ObjectKeyParams,
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ params, ip }, reply) => {
      await giveFeedback(await predictionOfKey(params['*'], room), { kind: 'flag' }, ip, room)
      return reply.code(204).send(null)
    },
  )

  app.post(
    api.correctLabel('*'),
    {
      schema: {
        tags: ['capture'],
        summary: 'Correct the class of a prediction, in the words of the tutorial',
        consumes: ['application/x-www-form-urlencoded', 'application/json'],
        params: ObjectKeyParams,
        body: CorrectLabelForm,
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ params, body, ip }, reply) => {
      const id = await predictionOfKey(params['*'], room)
      await giveFeedback(id, { kind: 'correct', class: body.corrected_class }, ip, room)
      return reply.code(204).send(null)
    },
  )
}
