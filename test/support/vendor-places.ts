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
  '@observablehq/plot': /^console\//,
}

const everyRoom = /^src\/(stages|registry|read-model|http|adapters|main)\/|^demo\//
const outside = /^src\/(http|adapters|main)\/|^demo\//

/** Modules of Node that may be imported outside `adapters/`, `main/` and `demo/`. Rooms do no I/O of their own. */
const nodePlaces: Places = {
  'node:crypto': everyRoom,
  'node:path': outside,
  'node:fs': outside,
  'node:sqlite': /^src\/adapters\/spool\/|^src\/main\/data-folder\.ts$/,
}
const otherNodePlaces = /^src\/(adapters|main)\/|^demo\//

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
  if (target.startsWith('node:')) return nodePlaces[target.split('/')[0] ?? ''] ?? otherNodePlaces
  const [scope = '', name] = target.split('/')
  return scope.startsWith('@')
    ? (packagePlaces[`${scope}/${name}`] ?? packagePlaces[`${scope}/*`])
    : packagePlaces[scope]
}
