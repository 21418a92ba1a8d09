export { buckets, objectRoutes } from './objects.ts'
export { buildHttpServer, type HttpOptions } from './server.ts'
