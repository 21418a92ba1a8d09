import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { api } from '#contract/api.ts'
import { Problem } from '#contract/errors.ts'
import { ImageAsJson, PredictionAnswer, TutorialAnswer } from '#contract/predict.ts'
import { type PredictNeeds, predictImage } from './actions.ts'
import { readUpload } from './image-upload.ts'
import { uploadLimitBytes } from './rules/upload-limit.ts'

const refusals = { 400: Problem, 413: Problem, 415: Problem, 503: Problem }
const imageBody = {
  consumes: ['application/json', 'multipart/form-data', 'image/*', 'application/octet-stream'],
  tags: ['predict'],
}

export const predictRoutes: FastifyPluginAsyncTypebox<{ room: PredictNeeds }> = async (app, { room }) => {
  app.post(
    api.predictions,
    {
      schema: {
        ...imageBody,
        summary: 'Predict the class of an image',
        description: `The image as raw bytes, as multipart field \`file\`, or as JSON \`{"image": base64}\`. ${attributesText}`,
        response: { 201: PredictionAnswer, ...refusals },
      },
      config: { openapiBody: ImageAsJson },
      bodyLimit: uploadLimitBytes(room.maxImageBytes),
    },
    async (request, reply) => {
      const { bytes, attributes } = await readUpload(request, room.maxImageBytes)
      const answer = await predictImage(bytes, attributes, room)
      return reply.code(201).header('location', api.prediction(answer.id)).send(answer)
    },
  )

  app.post(
    api.predict,
    {
      schema: {
        ...imageBody,
        summary: 'Predict, in the words of the tutorial',
        description: 'JSON `{"image": base64}` or multipart field `file`. Kept for the tutorial’s clients.',
        response: { 200: TutorialAnswer, ...refusals },
      },
      config: { openapiBody: ImageAsJson },
      bodyLimit: uploadLimitBytes(room.maxImageBytes),
    },
    async (request) => {
      const { bytes, attributes } = await readUpload(request, room.maxImageBytes)
      const answer = await predictImage(bytes, attributes, room)
      const { id, objectKey, captured } = answer
      return { prediction: answer.class, probability: answer.confidence, id, object_key: objectKey, captured }
    },
  )
}

const attributesText =
  'What the caller knows about the image goes into the JSON field or multipart field `attributes`, or as JSON into the header `Evalloop-Attributes`.'
