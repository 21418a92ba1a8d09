import type { SourceFile } from './source-files.ts'
import { isName, isNode, lineAt, nodesOf, type SyntaxNode } from './syntax.ts'

const timers = new Set(['setTimeout', 'setInterval', 'setImmediate'])
const globals = new Set(['process', 'performance', 'crypto'])

/**
 * Places where a file asks the clock, chance, the environment or a timer itself instead of being handed them. A date
 * made from a value (`new Date(text)`) is only a conversion.
 */
export function impuritiesIn(source: SourceFile): string[] {
  return nodesOf(source).flatMap((node) => {
    const what = impurityOf(node)
    return what === undefined
      ? []
      : [`${source.path}:${lineAt(source.text, node.start)} uses ${what}; it must be handed in`]
  })
}

function impurityOf(node: SyntaxNode): string | undefined {
  switch (node.type) {
    case 'NewExpression':
      return isName(node.callee, 'Date') && (node.arguments as unknown[]).length === 0
        ? 'new Date()'
        : undefined
    case 'CallExpression':
      return callImpurity(node)
    case 'MemberExpression':
      return memberImpurity(node)
    case 'ImportDeclaration':
      return chanceImported(node)
    default:
      return undefined
  }
}

function callImpurity({ callee }: SyntaxNode): string | undefined {
  if (!isNode(callee) || callee.type !== 'Identifier') return undefined
  const name = String(callee.name)
  if (name === 'Date') return 'Date()'
  return timers.has(name) || name === 'fetch' ? name : undefined
}

function memberImpurity({ object, property }: SyntaxNode): string | undefined {
  if (!isNode(object) || object.type !== 'Identifier' || !isNode(property)) return undefined
  const name = `${object.name}.${property.name}`
  return globals.has(String(object.name)) || name === 'Date.now' || name === 'Math.random' ? name : undefined
}

function chanceImported({ source, specifiers }: SyntaxNode): string | undefined {
  if (!isNode(source) || source.value !== 'node:crypto') return undefined
  const names = (specifiers as { imported?: { name: string } }[]).map(({ imported }) => imported?.name ?? '*')
  return names.find((name) => /^(random|getRandomValues|webcrypto|\*)/.test(name))
}
