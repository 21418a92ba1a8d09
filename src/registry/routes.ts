import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { api } from '#contract/api.ts'
import { Problem } from '#contract/errors.ts'
import { ModelVersion, ModelVersionList } from '#contract/registry.ts'
import type { RegistryStore } from './store.ts'

export type RegistryRoom = Readonly<{ store: RegistryStore; servingVersion: string }>

export const registryRoutes: FastifyPluginAsyncTypebox<{ room: RegistryRoom }> = async (app, { room }) => {
  app.get(
    api.modelVersions,
    {
      schema: {
        tags: ['registry'],
        summary: 'All model versions, newest first',
        response: { 200: ModelVersionList, 503: Problem },
      },
    },
    async () => ({ modelVersions: await room.store.list() }),
  )

  app.get(
    api.servingModel,
    {
      schema: {
        tags: ['registry'],
        summary: 'The model version that answers now, with its classes',
        response: { 200: ModelVersion, 503: Problem },
      },
    },
    () => room.store.get(room.servingVersion),
  )
}
