import type { Import } from './imports-of.ts'

type Places = Readonly<Record<string, RegExp>>

/** Where each package of the server, the demo and the pages may be imported. One that is not here has no place yet. */
const packagePlaces: Places = {
  typebox: /^src\/(contract|registry|read-model|http|main|stages\/(?![^/]+\/rules\/))|^(gourmetgram|demo)\//,
  fastify: /^src\/http\/|^src\/(.+\/)?routes\.ts$|^src\/stages\/predict\/image-upload\.ts$/,
  '@fastify/*': /^src\/http\/|^src\/(.+\/)?routes\.ts$|^src\/stages\/predict\/image-upload\.ts$/,
  'prom-client': /^src\/http\//,
  pino: /^src\/main\//,
  commander: /^src\/main\//,
  pg: /^src\/adapters\/database\//,
  uuid: /^src\/adapters\/clock\//,
  sharp: /^src\/adapters\/image\/|^demo\//,
  'onnxruntime-node': /^src\/adapters\/model-runner\//,
  piscina: /^src\/adapters\/model-runner\//,
  react: /^(console|gourmetgram)\//,
  'react-dom': /^(console|gourmetgram)\//,
  '@mantine/*': /^console\//,
  '@tanstack/*': /^console\//,
  vite: /^console\/mock-server\/vite-plugin\.ts$/,
}

/** The mock server is part of the development server, so one of its files runs in Node. */
const outside = /^src\/(http|adapters|main)\/|^demo\/|^console\/mock-server\/vite-plugin\.ts$/

/** Modules of Node with a place of their own; every other one stays out of the rooms, which do no I/O. */
const nodePlaces: Places = {
  'node:crypto': /^src\/(stages|registry|read-model|http|adapters|main)\/|^demo\//,
  'node:sqlite': /^src\/adapters\/spool\/|^src\/main\/data-folder\.ts$/,
}

/** One sentence for every package or Node module that is imported outside its place. */
export function vendorViolations(imports: readonly Import[]): string[] {
  return imports
    .filter(({ file, target }) => isChecked(file) && isPackage(target))
    .flatMap(({ file, target }) => {
      const place = placeOf(target)
      if (!place)
        return [`${file} imports ${target}; say in test/support/vendor-places.ts where it may be imported`]
      return place.test(file)
        ? []
        : [`${file} imports ${target}, which may be imported only in ${place.source}`]
    })
}

function isChecked(file: string): boolean {
  return /^(src|console|gourmetgram|demo)\//.test(file)
}

function isPackage(target: string): boolean {
  return !/^(src|console|gourmetgram|demo|test|tools|bench|migrations|models)\//.test(target)
}

function placeOf(target: string): RegExp | undefined {
  if (target.startsWith('node:')) return nodePlaces[target.split('/')[0] ?? ''] ?? outside
  const [scope = '', name] = target.split('/')
  return scope.startsWith('@')
    ? (packagePlaces[`${scope}/${name}`] ?? packagePlaces[`${scope}/*`])
    : packagePlaces[scope]
}
