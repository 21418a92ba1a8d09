import { stages } from '../../src/stages/flow.ts'
import type { Import } from './imports-of.ts'

type Row = Readonly<{
  /** As ARCHITECTURE.md writes it; the documentation test compares. */
  folder: string
  mayImport: string
  /** The files of this row; the first row that holds a file counts. */
  holds: RegExp
  /** Whether a file of ours outside the row's own folder may be imported. */
  allows(target: string, found: Import, groups: Record<string, string>): boolean
}>

const isContract = (target: string) => target.startsWith('src/contract/')
const isPort = (target: string) => target.startsWith('src/ports/')
const isStatistics = (target: string) => target === 'src/statistics/index.ts'
const doors = ['src/registry/index.ts', ...stages.map((stage) => `src/stages/${stage}/index.ts`)]

/** Who may import whom among our own files. Packages have rules of their own: see vendor-places.ts. */
export const importTable: readonly Row[] = [
  { folder: '`statistics/`', mayImport: 'nothing', holds: /^(?<own>src\/statistics\/)/, allows: () => false },
  {
    folder: '`contract/`',
    mayImport: 'the schema library',
    holds: /^(?<own>src\/contract\/)/,
    allows: () => false,
  },
  {
    folder: '`ports/`',
    mayImport: 'types of `contract/`',
    holds: /^(?<own>src\/ports\/)/,
    allows: (target, { kind }) => kind === 'type' && isContract(target),
  },
  {
    folder: '`stages/<room>/rules/`',
    mayImport: 'own rules, `statistics/`, `contract/`',
    holds: /^(?<own>src\/stages\/[^/]+\/rules\/)/,
    allows: (target) => isStatistics(target) || isContract(target),
  },
  {
    folder: '`stages/<room>/`',
    mayImport:
      'itself, `statistics/`, `contract/`, `ports/`, the doors of `registry/` and of the rooms to its left',
    holds: /^(?<own>src\/stages\/(?<room>[^/]+)\/)/,
    allows: (target, _found, { room = '' }) =>
      isStatistics(target) || isContract(target) || isPort(target) || doorsLeftOf(room).includes(target),
  },
  {
    folder: '`registry/`',
    mayImport: 'itself, `statistics/`, `contract/`, `ports/`',
    holds: /^(?<own>src\/registry\/)/,
    allows: (target) => isStatistics(target) || isContract(target) || isPort(target),
  },
  {
    folder: '`read-model/`, `http/`',
    mayImport: 'itself, `contract/`, `ports/`',
    holds: /^(?<own>src\/(read-model|http)\/)/,
    allows: (target) => isContract(target) || isPort(target),
  },
  {
    folder: '`adapters/<port>/`',
    mayImport: 'itself, `ports/`, `contract/`, its own vendor library; never another adapter',
    holds: /^(?<own>src\/adapters\/[^/]+\/)/,
    allows: (target) => isContract(target) || isPort(target),
  },
  {
    folder: '`pipelines/`',
    mayImport: 'itself, `ports/`, `contract/`, the doors of rooms',
    holds: /^(?<own>src\/pipelines\/)/,
    allows: (target) => isContract(target) || isPort(target) || doors.includes(target),
  },
  { folder: '`main/`', mayImport: 'anything', holds: /^(?<own>src\/main\/)/, allows: () => true },
  {
    folder: '`console/kit/`',
    mayImport: 'itself, `contract/`',
    holds: /^(?<own>console\/kit\/)/,
    allows: isContract,
  },
  {
    folder: '`console/shell/`, `console/<room>/`',
    mayImport: 'itself, `kit/`, `shell/`, `contract/`',
    holds: /^(?<own>console\/[^/]+\/)/,
    allows: (target) => isContract(target) || /^console\/(kit|shell)\//.test(target),
  },
  {
    folder: '`console/main.tsx`, `console/routes.tsx`',
    mayImport: 'all of `console/`',
    holds: /^(?<own>console\/)/,
    allows: () => false,
  },
  {
    folder: '`gourmetgram/`, `demo/`',
    mayImport: 'itself, `contract/`',
    holds: /^(?<own>gourmetgram\/|demo\/)/,
    allows: isContract,
  },
  {
    folder: '`test/acceptance/`',
    mayImport: 'itself, `contract/`, `test/support/`',
    holds: /^(?<own>test\/acceptance\/)/,
    allows: (target) => isContract(target) || target.startsWith('test/support/'),
  },
  {
    folder: '`tools/`, `test/`, `bench/`, and tests beside the code',
    mayImport: 'anything',
    holds: /^(?<own>tools\/|test\/|bench\/|vite)/,
    allows: () => true,
  },
]

function doorsLeftOf(room: string): string[] {
  const position = (stages as readonly string[]).indexOf(room)
  return [
    'src/registry/index.ts',
    ...stages.slice(0, Math.max(0, position)).map((stage) => `src/stages/${stage}/index.ts`),
  ]
}

/** One sentence for every import that the table does not allow. */
export function tableViolations(imports: readonly Import[]): string[] {
  return imports.flatMap((found) => {
    const rule = isOurs(found.target) ? brokenRule(found) : undefined
    return rule === undefined ? [] : [`${found.file} imports ${found.target}; ${rule}`]
  })
}

/** A path from the root; packages and `node:` modules never begin like this. */
function isOurs(target: string): boolean {
  return /^(src|console|gourmetgram|demo|test|tools|bench|migrations|models)\//.test(target)
}

function brokenRule(found: Import): string | undefined {
  for (const row of importTable) {
    const match = row.holds.exec(found.file)
    if (!match) continue
    const groups = match.groups ?? {}
    if (found.target.startsWith(groups.own ?? '?') || row.allows(found.target, found, groups))
      return undefined
    return `${row.folder} may import ${row.mayImport}`
  }
  return 'the import table of ARCHITECTURE.md has no row for this folder'
}

/** Only programs and their tests start a server: everything else is handed what it needs. */
export function importsOfMain(imports: readonly Import[]): string[] {
  return imports
    .filter(
      ({ file, target }) => target.startsWith('src/main/') && !/^(src\/main|tools|test|bench)\//.test(file),
    )
    .map(({ file, target }) => `${file} imports ${target}; nothing imports main/ but tests, tools and bin`)
}
