import { parseSync } from 'vite'
import type { SourceFile } from './source-files.ts'

/** A node of an ESTree syntax tree. TypeScript 7 has no programming interface, so Vite's parser reads the sources. */
export type SyntaxNode = Readonly<{ type: string; start: number; end: number } & Record<string, unknown>>

/** Every node of a file, outer ones first. Throws when the file is not valid TypeScript. */
export function nodesOf({ path, text }: SourceFile): SyntaxNode[] {
  const { program, errors } = parseSync(path, text)
  const [error] = errors
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`)
  const nodes: SyntaxNode[] = []
  collect(program, nodes)
  return nodes
}

/** The comments of a file, without their marks. */
export function commentsOf({ path, text }: SourceFile): string[] {
  return parseSync(path, text).comments.map((comment) => comment.value)
}

function collect(value: unknown, nodes: SyntaxNode[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, nodes)
  if (!isNode(value)) return
  nodes.push(value)
  for (const child of Object.values(value)) if (typeof child === 'object') collect(child, nodes)
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The text of a string literal, or of a template without its expressions; undefined for any other node. */
export function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral') return undefined
  const parts = node.quasis as { value: { cooked: string } }[]
  return parts.map((part) => part.value.cooked).join('…')
}

/** True for the identifier of this name. */
export function isName(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === name
}

/** Number of the line that holds the position, from 1. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length
}
