import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Schema of the JSON form of a body that may come in other forms as well; documentation only. */
    openapiBody?: object
  }
}

/** The OpenAPI document at `/openapi.json` and its pages at `/docs`, both made from the routes' schemas. */
export async function addOpenApi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Evalloop',
        version,
        description:
          'How good is the image classifier really? Predict, give feedback, draw, label, estimate.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        'predict',
        'capture',
        'predictions',
        'sample',
        'label',
        'evaluate',
        'registry',
        'objects',
        'overview',
        'health',
      ].map((name) => ({ name })),
    },
    transform: ({ schema, url, route }) => ({
      schema: withUploadBody(schema, route.config?.openapiBody),
      url,
    }),
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { deepLinking: true, tryItOutEnabled: true },
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}

function withUploadBody(schema: FastifySchema | undefined, body: object | undefined): FastifySchema {
  return body === undefined ? (schema ?? {}) : { ...schema, body }
}
