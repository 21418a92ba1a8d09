import { posix } from 'node:path'
import { readText, type SourceFile, sourceFiles } from './source-files.ts'
import { isName, isNode, nodesOf, type SyntaxNode, textOf } from './syntax.ts'

export type Import = Readonly<{
  file: string
  /** A path from the root for a file of ours; otherwise the package or Node module as it was written. */
  target: string
  /**
   * `type`: `import type` and `export type`, which leave nothing behind at run time. `file`: the file of a thread or
   * process that is started, which has a life of its own.
   */
  kind: 'value' | 'type' | 'file'
}>

/** Every import of every TypeScript file below the folders. */
export function importsOf(...folders: string[]): Import[] {
  return sourceFiles(...folders).flatMap(importsIn)
}

/** What one file names: static, dynamic, re-exported, as a type, or as `new URL('./x.ts', import.meta.url)`. */
export function importsIn(source: SourceFile): Import[] {
  return nodesOf(source).flatMap((node) => {
    const target = targetOf(node)
    return target === undefined
      ? []
      : [{ file: source.path, target: resolveTarget(source.path, target), kind: kindOf(node) }]
  })
}

function kindOf({ type, importKind, exportKind }: SyntaxNode): Import['kind'] {
  if (type === 'NewExpression') return 'file'
  return type === 'TSImportType' || importKind === 'type' || exportKind === 'type' ? 'type' : 'value'
}

function targetOf(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return textOf(node.source)
    case 'NewExpression':
      return isName(node.callee, 'URL') ? fileOfUrl(node.arguments) : undefined
    default:
      return undefined
  }
}

/** Threads and processes are started by the URL of their file; URLs of folders and data are no imports. */
function fileOfUrl(values: unknown): string | undefined {
  const [path, base] = values as unknown[]
  const besideThisFile =
    isNode(base) &&
    base.type === 'MemberExpression' &&
    isNode(base.object) &&
    base.object.type === 'MetaProperty'
  const file = besideThisFile ? textOf(path) : undefined
  return file !== undefined && /\.tsx?$/.test(file) ? file : undefined
}

const aliases = Object.entries(JSON.parse(readText('package.json')).imports as Record<string, string>)

function resolveTarget(file: string, target: string): string {
  const path = target.split('?')[0] ?? '' // Vite takes `./x.svg?url`.
  if (path.startsWith('.')) return posix.join(posix.dirname(file), path)
  for (const [alias, place] of aliases) {
    const [start = '', end] = alias.split('*')
    if (end === undefined ? path === alias : path.startsWith(start)) {
      return posix.normalize(place.replace('*', path.slice(start.length)))
    }
  }
  return path
}
