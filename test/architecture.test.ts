import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stages } from '../src/stages/flow.ts'
import { cyclesIn } from './support/cycles-in.ts'
import { importsOfMain, tableViolations } from './support/import-table.ts'
import { type Import, importsIn, importsOf } from './support/imports-of.ts'
import { impuritiesIn } from './support/impurities-in.ts'
import { isTest, pathsUnder, readText, root, sourceFiles } from './support/source-files.ts'
import { citedIn, rulesIn, rulesTestedIn } from './support/spec-rules.ts'
import { commentsOf } from './support/syntax.ts'
import { migrationOf, ownershipViolations, writesIn } from './support/table-owners.ts'
import { vendorViolations } from './support/vendor-places.ts'

const allImports = importsOf('src', 'console', 'gourmetgram', 'demo', 'test', 'tools')
const shipped = allImports.filter(({ file }) => !isTest(file))
const migrations = pathsUnder('migrations').map((path) => migrationOf({ path, text: readText(path) }))
const serverFiles = sourceFiles('src').filter(({ path }) => !isTest(path))
const specs = pathsUnder('src').filter((path) => basename(path) === 'SPEC.md')

describe('who may import whom', () => {
  test('every import among our own files is in the table', () => {
    const blackBox = allImports.filter(({ file }) => file.startsWith('test/acceptance/'))
    expect(tableViolations([...shipped, ...blackBox])).toEqual([])
  })

  test('every package and Node module is imported only in its place', () => {
    expect(vendorViolations(shipped)).toEqual([])
  })

  test('nothing imports main/', () => {
    expect(importsOfMain(shipped)).toEqual([])
  })

  test('no files of src/ import each other in a circle', () => {
    expect(cyclesIn(shipped.filter(({ file }) => file.startsWith('src/')))).toEqual([])
  })

  test('what acceptance tests stand on knows nothing of src/ but the contract', () => {
    const reached = reachableFrom('test/acceptance/')
    const inside = reached.filter(
      ({ target }) => target.startsWith('src/') && !target.startsWith('src/contract/'),
    )
    expect(inside.map(({ file, target }) => `${file} imports ${target}`)).toEqual([])
  })

  test.each<[file: string, source: string, complaint: RegExp]>([
    ['src/statistics/mean.ts', `import { createHash } from 'node:crypto'`, /mean\.ts imports node:crypto/],
    [
      'src/statistics/mean.ts',
      `import { api } from '#contract/api.ts'`,
      /mean\.ts imports src\/contract\/api\.ts/,
    ],
    ['src/contract/x.ts', `export * from '#ports/clock.ts'`, /x\.ts imports src\/ports\/clock\.ts/],
    ['src/ports/x.ts', `import { Id } from '#contract/shared.ts'`, /types of `contract/],
    [
      'src/stages/sample/rules/x.ts',
      `import type { Clock } from '#ports/clock.ts'`,
      /rules\/x\.ts imports src\/ports/,
    ],
    ['src/stages/sample/rules/x.ts', `import { Type } from 'typebox'`, /x\.ts imports typebox/],
    [
      'src/stages/sample/x.ts',
      `import { a } from '../label/index.ts'`,
      /x\.ts imports src\/stages\/label\/index\.ts/,
    ],
    [
      'src/stages/label/x.ts',
      `import { a } from '../sample/store.ts'`,
      /x\.ts imports src\/stages\/sample\/store\.ts/,
    ],
    [
      'src/stages/label/x.ts',
      `type A = import('../../adapters/database/postgres.ts').A`,
      /x\.ts imports src\/adapters/,
    ],
    [
      'src/stages/label/x.ts',
      `import { readFile } from 'node:fs/promises'`,
      /x\.ts imports node:fs\/promises/,
    ],
    [
      'src/adapters/spool/x.ts',
      `import { newId } from '../clock/system.ts'`,
      /x\.ts imports src\/adapters\/clock/,
    ],
    ['src/adapters/spool/x.ts', `import pg from 'pg'`, /x\.ts imports pg/],
    ['src/stages/label/x.ts', `import fastify from 'fastify'`, /x\.ts imports fastify/],
    [
      'src/http/x.ts',
      `new Worker(new URL('../main/x.ts', import.meta.url))`,
      /x\.ts imports src\/main\/x\.ts/,
    ],
    ['src/http/x.ts', `const { cli } = await import('../main/cli.ts')`, /nothing imports main/],
    [
      'src/read-model/x.ts',
      `import { store } from '../stages/label/index.ts'`,
      /x\.ts imports src\/stages\/label/,
    ],
    [
      'console/label/X.tsx',
      `import { Grid } from '../capture/Grid.tsx'`,
      /X\.tsx imports console\/capture\/Grid\.tsx/,
    ],
    ['console/kit/X.tsx', `import { Rail } from '../shell/Rail.tsx'`, /X\.tsx imports console\/shell/],
    ['console/kit/X.tsx', `import { x } from '../../src/http/index.ts'`, /X\.tsx imports src\/http/],
    ['gourmetgram/x.ts', `import { x } from '../console/kit/format.ts'`, /x\.ts imports console/],
    ['demo/x.ts', `import { x } from '../src/main/server.ts'`, /x\.ts imports src\/main/],
    ['src/main/x.ts', `import leftPad from 'left-pad'`, /left-pad; say in test\/support\/vendor-places/],
    ['bench/x.ts', `export {}\nimport '../src/main/cli.ts'`, /^$/],
  ])('the checkers see it: %s, %s', (path, text, complaint) => {
    const imports = importsIn({ path, text })
    const complaints = [...tableViolations(imports), ...vendorViolations(imports), ...importsOfMain(imports)]
    expect(complaints.join('\n')).toMatch(complaint)
  })

  test('the checkers see a circle, and only one that exists at run time', () => {
    const circle = [
      imported('src/a.ts', 'src/b.ts'),
      imported('src/b.ts', 'src/c.ts'),
      imported('src/c.ts', 'src/a.ts'),
    ]
    expect(cyclesIn(circle)).toEqual(['src/a.ts → src/b.ts → src/c.ts → src/a.ts'])
    expect(cyclesIn([...circle.slice(0, 2), { ...imported('src/c.ts', 'src/a.ts'), kind: 'type' }])).toEqual(
      [],
    )
  })
})

describe('clock, chance, environment and timers', () => {
  test('only adapters/ and main/ ask for them', () => {
    const rooms = serverFiles.filter(({ path }) => !/^src\/(adapters|main)\//.test(path))
    expect(rooms.flatMap(impuritiesIn)).toEqual([])
  })

  test.each([
    ['Date.now()', 1],
    ['new Date()', 1],
    ['new Date(text)', 0],
    ['Math.random()', 1],
    ['process.env.HOME', 1],
    ['setTimeout(f, 10)', 1],
    ['setInterval(f, 10)', 1],
    ['performance.now()', 1],
    [`import { randomUUID } from 'node:crypto'`, 1],
    [`import { createHash } from 'node:crypto'`, 0],
    ['// Date.now()', 0],
  ])('the checker reads %s: %i', (text, count) => {
    expect(impuritiesIn({ path: 'src/stages/sample/x.ts', text })).toHaveLength(count)
  })
})

describe('tables', () => {
  test('every migration is numbered without a gap and names its room, the way back and the locks', () => {
    for (const [index, { path, room }] of migrations.entries()) {
      const number = String(index + 1).padStart(4, '0')
      expect(basename(path)).toMatch(new RegExp(`^${number}-[a-z0-9-]+\\.sql$`))
      expect(readText(path), path).toMatch(
        new RegExp(`^-- ${number} ${room}: .+\\n-- Room: ${room}\\. Undo: [^]+? Locks: `),
      )
      expect(['registry', ...stages], `${path} names a room`).toContain(room)
    }
  })

  test('only the store of the owning room writes a table', () => {
    expect(ownershipViolations(serverFiles.flatMap(writesIn), migrations)).toEqual([])
  })

  test('the read model only selects', () => {
    const writes = serverFiles.filter(({ path }) => path.startsWith('src/read-model/')).flatMap(writesIn)
    expect(writes).toEqual([])
  })

  test('the checker sees writes, and nothing else', () => {
    const statements = [
      '`insert into prediction (id) values ($1)`',
      '`update prediction p set flagged = $1`',
      '`delete from prediction`',
      '`truncate prediction`',
      '`select id from prediction for update`',
      '`insert into prediction values ($1) on conflict do update set flagged = true`',
    ]
    const read = (statement: string) =>
      writesIn({ path: 'src/read-model/x.ts', text: `sql.query(${statement})` })
    expect(statements.map((statement) => read(statement).length)).toEqual([1, 1, 1, 1, 0, 1])
    const [write] = read('`delete from prediction`')
    const [migration] = migrations.filter(({ tables }) => tables.includes('prediction'))
    expect(ownershipViolations(write ? [write] : [], migration ? [migration] : [])).toEqual([
      'src/read-model/x.ts:1 writes prediction, which belongs to src/stages/capture/store.ts',
    ])
  })
})

describe('rooms', () => {
  const rooms = [
    ...new Set(pathsUnder('src/stages').flatMap((path) => /^src\/stages\/([^/]+)\//.exec(path)?.[1] ?? [])),
  ]

  test('every folder of stages/ is a stage of flow.ts', () => {
    expect(rooms.filter((room) => !stages.some((stage) => stage === room))).toEqual([])
  })

  test.each([...rooms.map((room) => `src/stages/${room}`), 'src/registry', 'src/read-model'])(
    '%s has a door and a specification',
    (folder) => {
      for (const file of ['index.ts', 'SPEC.md'])
        expect(existsSync(join(root, folder, file)), `${folder}/${file}`).toBe(true)
    },
  )

  test('nothing is called utils, helpers, common, manager or service', () => {
    const vague = /(^|[/-])(utils?|helpers?|common|managers?|service)([-./]|$)/i
    expect(
      pathsUnder('src', 'console', 'gourmetgram', 'demo', 'test', 'tools').filter((path) => vague.test(path)),
    ).toEqual([])
    expect('src/stages/label/date-utils.ts').toMatch(vague)
  })
})

describe('specifications', () => {
  const tested = new Set(
    sourceFiles('src', 'test', 'console', 'gourmetgram', 'demo')
      .filter(({ path }) => isTest(path))
      .flatMap(rulesTestedIn),
  )
  const known = specs.flatMap((path) => rulesIn(readText(path)))

  test.each(specs)('every rule of %s stands in the name of a test', (path) => {
    expect(rulesIn(readText(path)).filter((rule) => !tested.has(rule))).toEqual([])
  })

  test('no two rules have the same number', () => {
    expect(known.filter((rule, index) => known.indexOf(rule) !== index)).toEqual([])
  })

  test('every rule that a comment or a test cites exists', () => {
    const cited = sourceFiles('src', 'test').flatMap((source) =>
      [...commentsOf(source).flatMap(citedIn), ...(isTest(source.path) ? rulesTestedIn(source) : [])].map(
        (rule) => ({ path: source.path, rule }),
      ),
    )
    const unknown = cited.filter(
      ({ path, rule }) =>
        !known.includes(rule) && !path.startsWith('test/architecture') && !path.startsWith('test/support'),
    )
    expect(unknown.map(({ path, rule }) => `${path} cites ${rule}`)).toEqual([])
  })

  test('the checkers read rules and citations', () => {
    expect(rulesIn('- **ZZ1** It holds.\n- **ZZ2** So does it.')).toEqual(['ZZ1', 'ZZ2'])
    expect(rulesTestedIn({ path: 'x.test.ts', text: `test('[ZZ1, ZZ2] holds', () => {}) // [ZZ3]` })).toEqual(
      ['ZZ1', 'ZZ2'],
    )
  })
})

function imported(file: string, target: string): Import {
  return { file, target, kind: 'value' }
}

/** The imports of all files that those below the folder import, directly or not. */
function reachableFrom(folder: string): Import[] {
  const seen = new Set(allImports.map(({ file }) => file).filter((file) => file.startsWith(folder)))
  for (const file of seen)
    for (const { target } of allImports.filter((found) => found.file === file)) seen.add(target)
  return allImports.filter(({ file }) => seen.has(file))
}
