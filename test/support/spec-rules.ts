import type { SourceFile } from './source-files.ts'
import { nodesOf, textOf } from './syntax.ts'

/** The rules that a SPEC.md numbers: `- **SA1** …` → `SA1`. */
export function rulesIn(spec: string): string[] {
  return [...spec.matchAll(/^- \*\*([A-Z]{2}\d+)\*\*/gm)].map((match) => match[1] ?? '')
}

/** The rules that a text cites: `[SA1]`, `[SA1, SA2]`. */
export function citedIn(text: string): string[] {
  return [...text.matchAll(/\[([A-Z]{2}\d+(?:, [A-Z]{2}\d+)*)\]/g)].flatMap((match) =>
    (match[1] ?? '').split(', '),
  )
}

/** The rules that the names of a file's tests cite. Rows of a `test.each` count: their texts become names. */
export function rulesTestedIn(source: SourceFile): string[] {
  return nodesOf(source).flatMap((node) => citedIn(textOf(node) ?? ''))
}
