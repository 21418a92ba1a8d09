import type { Import } from './imports-of.ts'

/**
 * Circles of files that import each other, each written `a → b → a`, once. Type-only imports and files that
 * are started elsewhere are left out: they order nothing at run time.
 */
export function cyclesIn(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>()
  for (const { file, target, kind } of imports) {
    if (kind === 'value') targets.set(file, [...(targets.get(file) ?? []), target])
  }
  const cycles: string[] = []
  const finished = new Set<string>()
  for (const file of [...targets.keys()].sort()) follow(file, [])
  return cycles

  function follow(file: string, path: readonly string[]): void {
    const start = path.indexOf(file)
    if (start >= 0) cycles.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || finished.has(file)) return
    for (const target of targets.get(file) ?? []) follow(target, [...path, file])
    finished.add(file)
  }
}
