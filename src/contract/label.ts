import { type Static, Type } from 'typebox'
import { TaskCounts } from './sample.ts'
import { Id, Instant } from './shared.ts'

const Annotator = Type.String({
  minLength: 1,
  maxLength: 80,
  pattern: '^\\S(.*\\S)?$',
  description: 'Who answers: a name that the annotator chose.',
})

/** A person’s answer to one task. */
export const Answer = Type.Union([
  Type.Object({ kind: Type.Literal('class'), class: Type.String() }),
  Type.Object({ kind: Type.Literal('none-of-these') }),
  Type.Object({ kind: Type.Literal('cannot-tell') }),
  Type.Object({ kind: Type.Literal('skip') }),
])
export type Answer = Static<typeof Answer>

/** One prediction waiting for a person. The model’s answer is left out on purpose: it sways the annotator. */
export const Task = Type.Object({
  id: Id,
  drawId: Id,
  predictionId: Id,
  position: Type.Integer({ description: 'Rank in the draw; smaller comes first.' }),
  imageUrl: Type.String({ description: 'Path of the image on this server; never changes.' }),
  width: Type.Integer(),
  height: Type.Integer(),
  leasedUntil: Type.Optional(Instant),
  answer: Type.Optional(Answer),
})
export type Task = Static<typeof Task>

export const LeaseRequest = Type.Object({
  annotator: Annotator,
  count: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 20,
      default: 6,
      description: 'Tasks this annotator should hold in all.',
    }),
  ),
})
export type LeaseRequest = Static<typeof LeaseRequest>

export const Lease = Type.Object({
  tasks: Type.Array(Task, { description: 'What this annotator holds, in the order of the draw.' }),
  leaseSeconds: Type.Integer({ description: 'How long a lease lasts; asking again renews it.' }),
  progress: TaskCounts,
})
export type Lease = Static<typeof Lease>

export const AnnotationRequest = Type.Object({
  annotator: Annotator,
  answer: Answer,
  millisecondsSpent: Type.Integer({ minimum: 0, maximum: 86_400_000 }),
  predictionShown: Type.Boolean({
    description: 'Whether the annotator had asked to see the model’s answer.',
  }),
})
export type AnnotationRequest = Static<typeof AnnotationRequest>

export const AnnotationResult = Type.Object({ task: Task, progress: TaskCounts })
export type AnnotationResult = Static<typeof AnnotationResult>

export const AnnotatorOnly = Type.Object({ annotator: Annotator })
