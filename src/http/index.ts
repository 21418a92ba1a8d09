export { buckets, objectRoutes } from './objects.ts'
export { buildHttpServer, type HttpOptions, type HttpServer } from './server.ts'
