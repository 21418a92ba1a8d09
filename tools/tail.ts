/**
 * `npm run tail`: the longest files and functions of what is shipped, so that they are seen. Nothing enforces a length;
 * the habit is half the files under 100 lines, nine in ten under 250, and functions of about ten lines.
 */
import { isTest, type SourceFile, sourceFiles } from '../test/support/source-files.ts'
import { isNode, lineAt, nodesOf, type SyntaxNode } from '../test/support/syntax.ts'

const SHOWN = 12

type Piece = Readonly<{ place: string; lines: number }>

const sources = sourceFiles('src', 'console', 'gourmetgram', 'demo', 'tools').filter(
  ({ path }) => !isTest(path),
)
report(
  'Files',
  sources.map(({ path, text }) => ({ place: path, lines: text.trimEnd().split('\n').length })),
)
report('Functions', sources.flatMap(functionsIn))

function functionsIn(source: SourceFile): Piece[] {
  return nodesOf(source)
    .filter(({ type }) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type))
    .map((node) => {
      const first = lineAt(source.text, node.start)
      return {
        place: `${source.path}:${first}${nameOf(node)}`,
        lines: lineAt(source.text, node.end) - first + 1,
      }
    })
}

function nameOf({ id }: SyntaxNode): string {
  return isNode(id) ? ` ${id.name}` : ''
}

function report(title: string, pieces: Piece[]): void {
  const sorted = pieces.toSorted((a, b) => b.lines - a.lines)
  const at = (share: number) => sorted[Math.floor((1 - share) * (sorted.length - 1))]?.lines ?? 0
  console.log(
    `\n${title}: ${sorted.length}; median ${at(0.5)} lines, nine in ten up to ${at(0.9)}, longest ${at(1)}`,
  )
  for (const { place, lines } of sorted.slice(0, SHOWN)) console.log(`${String(lines).padStart(6)}  ${place}`)
}
