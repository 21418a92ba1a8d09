import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

const skipped = new Set(['node_modules', 'dist', 'data', 'test-results'])

export type SourceFile = Readonly<{
  /** From the root of the repository, with forward slashes. */
  path: string
  text: string
}>

/** Paths of all files below the folders, from the root of the repository, in byte order. */
export function pathsUnder(...folders: string[]): string[] {
  return folders.flatMap(walk).sort()
}

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) return [path]
    if (!entry.isDirectory() || skipped.has(entry.name) || entry.name === '.git') return []
    return walk(path)
  })
}

/** All TypeScript files below the folders, with their text. */
export function sourceFiles(...folders: string[]): SourceFile[] {
  return pathsUnder(...folders)
    .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
    .map((path) => ({ path, text: readText(path) }))
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** Tests, and the contract suites that adapters share: they may look anywhere. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path) || /^src\/adapters\/[^/]+\/contract\.ts$/.test(path)
}
