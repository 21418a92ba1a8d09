export { type RegistryRoom, registryRoutes } from './routes.ts'
export { type NewModelVersion, type RegistryStore, registryStore } from './store.ts'
export { artifactSha256, modelVersionId } from './version-id.ts'
