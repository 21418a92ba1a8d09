import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Readiness } from '#contract/overview.ts'

/** `/health/live`: the process answers. `/health/ready`: it can predict; parts that are away are named. */
export function addHealth(app: FastifyInstance, readiness: () => Promise<Readiness>): void {
  app.get(
    '/health/live',
    {
      schema: {
        tags: ['health'],
        summary: 'The process answers',
        response: { 200: Type.Object({ live: Type.Boolean() }) },
      },
    },
    async () => ({ live: true }),
  )
  app.get(
    '/health/ready',
    {
      schema: {
        tags: ['health'],
        summary: 'Which parts are there',
        response: { 200: Readiness, 503: Readiness },
      },
    },
    async (_request, reply) => {
      const state = await readiness()
      return reply.code(state.ready ? 200 : 503).send(state)
    },
  )
}
