import { type Static, Type } from 'typebox'
import { Instant, ModelVersionId } from './shared.ts'

/** How an image becomes the model’s input. Pixels are divided by 255 first. */
export const Preprocessing = Type.Object({
  width: Type.Integer({ minimum: 1, maximum: 4096, description: 'Pixels.' }),
  height: Type.Integer({ minimum: 1, maximum: 4096, description: 'Pixels.' }),
  resize: Type.Union([Type.Literal('stretch'), Type.Literal('cover'), Type.Literal('contain')]),
  colour: Type.Union([Type.Literal('RGB'), Type.Literal('BGR')]),
  mean: Type.Array(Type.Number(), { minItems: 3, maxItems: 3 }),
  std: Type.Array(Type.Number({ exclusiveMinimum: 0 }), { minItems: 3, maxItems: 3 }),
  layout: Type.Union([Type.Literal('NCHW'), Type.Literal('NHWC')]),
})
export type Preprocessing = Static<typeof Preprocessing>

/** `NAME.json` beside `NAME.onnx`. More keys may stand there; all of them are optional. */
export const ModelManifest = Type.Object({
  name: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' }),
  classes: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
    minItems: 2,
    maxItems: 1000,
    uniqueItems: true,
    description: 'In the order of the model’s outputs.',
  }),
  preprocessing: Preprocessing,
  output: Type.Optional(
    Type.Union([Type.Literal('logits'), Type.Literal('probabilities')], {
      description: 'What the model’s output holds. Logits (the default) go through a softmax.',
    }),
  ),
})
export type ModelManifest = Static<typeof ModelManifest>

export const ModelVersion = Type.Object({
  id: ModelVersionId,
  name: Type.String(),
  classes: Type.Array(Type.String()),
  artifactSha256: Type.String(),
  stage: Type.Union([Type.Literal('production'), Type.Literal('archived')]),
  registeredAt: Instant,
  serving: Type.Boolean({ description: 'True for the version that answers now.' }),
  embeddingSize: Type.Optional(
    Type.Integer({ description: 'Numbers in the embedding; absent without one.' }),
  ),
})
export type ModelVersion = Static<typeof ModelVersion>

export const ModelVersionList = Type.Object({ modelVersions: Type.Array(ModelVersion) })
export type ModelVersionList = Static<typeof ModelVersionList>
