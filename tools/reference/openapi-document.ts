import pino from 'pino'
import { buildHttpServer, objectRoutes } from '../../src/http/index.ts'
import { version } from '../../src/main/version.ts'
import { readModelRoutes } from '../../src/read-model/index.ts'
import { registryRoutes } from '../../src/registry/index.ts'
import { captureRoutes } from '../../src/stages/capture/index.ts'
import { evaluateRoutes } from '../../src/stages/evaluate/index.ts'
import { labelRoutes } from '../../src/stages/label/index.ts'
import { predictRoutes } from '../../src/stages/predict/index.ts'
import { sampleRoutes } from '../../src/stages/sample/index.ts'
import type { JsonSchema } from './schema-text.ts'

export type Operation = Readonly<{
  tags?: readonly string[]
  summary?: string
  description?: string
  parameters?: readonly Readonly<{
    name: string
    in: string
    required?: boolean
    description?: string
    schema: JsonSchema
  }>[]
  requestBody?: Readonly<{ content: Readonly<Record<string, { schema: JsonSchema }>> }>
  responses?: Readonly<Record<string, { content?: Readonly<Record<string, { schema: JsonSchema }>> }>>
}>

export type OpenApiDocument = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}>

/** No request is ever answered, so no room needs anything: only the schemas of the routes are read. */
const unused = { maxImageBytes: 1 } as never

/** The document that a server gives out at `/openapi.json`, from the routes themselves and without starting one. */
export async function openApiDocument(): Promise<OpenApiDocument> {
  const app = await buildHttpServer({
    guard: { loopbackOnly: true },
    maxImageBytes: 1,
    logger: pino({ level: 'silent' }),
    newRequestId: () => '',
    version,
    pagesFolder: import.meta.dirname,
    sources: unused,
    readiness: unused,
    async rooms(scope) {
      await scope.register(predictRoutes, { room: unused })
      await scope.register(captureRoutes, { room: unused })
      await scope.register(registryRoutes, { room: unused })
      await scope.register(objectRoutes, { store: unused })
      await scope.register(readModelRoutes, { room: unused })
      for (const routes of [sampleRoutes, labelRoutes, evaluateRoutes])
        await scope.register((inner) => routes(inner, unused))
    },
  })
  await app.ready()
  const document = app.swagger() as unknown as OpenApiDocument
  await app.close()
  return document
}
