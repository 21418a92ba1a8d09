import { type Static, Type } from 'typebox'
import { Id, Instant, ModelVersionId, Probability } from './shared.ts'

const ClassProbability = Type.Object({ class: Type.String(), probability: Probability })

export const Attributes = Type.Record(
  Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$' }),
  // No NUL and no half surrogate pair: PostgreSQL stores neither, and a prediction that cannot be stored blocks capture.
  Type.String({ maxLength: 200, pattern: '^[^\\u0000\\ud800-\\udfff]*$' }),
  {
    description: 'What the caller knows about this image (device, region, …); becomes slices.',
    maxProperties: 16,
    additionalProperties: false,
  },
)
export type Attributes = Static<typeof Attributes>

/** What a prediction answers: one image, one model version, one answer. */
export const PredictionAnswer = Type.Object({
  id: Id,
  class: Type.String({ description: 'The likeliest class.' }),
  classIndex: Type.Integer({ minimum: 0 }),
  confidence: { ...Probability, description: 'Probability of that class.' },
  probabilities: Type.Array(ClassProbability, { description: 'All classes, in the model’s order.' }),
  modelVersion: ModelVersionId,
  answeredAt: Instant,
  bucket: Type.String({ description: 'Bucket of the image: `production`.' }),
  objectKey: Type.String({
    description: '`class_NN/<id>.<extension>`; feedback names the prediction by it.',
  }),
  mediaType: Type.String(),
  bytes: Type.Integer(),
  width: Type.Integer({ description: 'Pixels, after EXIF orientation.' }),
  height: Type.Integer({ description: 'Pixels, after EXIF orientation.' }),
  captured: Type.Boolean({
    description:
      'True: on disk, survives a crash. False: answered, but capture could not keep it (disk full).',
  }),
})
export type PredictionAnswer = Static<typeof PredictionAnswer>

/** The tutorial’s contract: `POST /predict`. `prediction` and `probability` never change their names. */
export const TutorialAnswer = Type.Object({
  prediction: Type.String(),
  probability: Probability,
  id: Id,
  object_key: Type.String(),
  captured: Type.Boolean(),
})
export type TutorialAnswer = Static<typeof TutorialAnswer>

export const ImageAsJson = Type.Object({
  image: Type.String({ description: 'The file’s bytes as base64 (RFC 4648); a data: URL is taken as well.' }),
  attributes: Type.Optional(Attributes),
})
