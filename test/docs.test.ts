import { existsSync } from 'node:fs'
import { basename, join, posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { api } from '../src/contract/api.ts'
import { catalogue } from '../src/contract/errors.ts'
import { settings } from '../src/main/settings.ts'
import { stages } from '../src/stages/flow.ts'
import { importTable } from './support/import-table.ts'
import { anchorsOf, codeBlocks, codeSpans, headingsOf, linkTargets } from './support/markdown.ts'
import { pathsUnder, readText, root } from './support/source-files.ts'

const everything = pathsUnder('')
const pages = everything.filter((path) => path.endsWith('.md'))
const handWritten = pages.filter((path) => !path.startsWith('docs/reference/'))
const decisions = pages.filter((path) => /^docs\/decisions\/\d/.test(path))
const readme = readText('README.md')
const architecture = readText('ARCHITECTURE.md')

describe('links', () => {
  test.each(pages)('every relative link of %s leads somewhere', (path) => {
    expect(linkTargets(readText(path)).filter((target) => isBroken(path, target))).toEqual([])
  })

  test('the checker sees a missing file and a missing heading', () => {
    const text =
      '[a](LICENSE) [b](nowhere.md) [c](README.md#start) [d](README.md#nowhere) `[e](code.md)` <img src="no.svg">'
    expect(linkTargets(text).filter((target) => isBroken('README.md', target))).toEqual([
      'nowhere.md',
      'README.md#nowhere',
      'no.svg',
    ])
    expect(anchorsOf('# What it *is*\n## `GET /predict`\n## Same\n## Same')).toEqual([
      'what-it-is',
      'get-predict',
      'same',
      'same-1',
    ])
  })

  function isBroken(page: string, target: string): boolean {
    if (/^[a-z]+:/.test(target)) return false
    const [file = '', anchor] = target.split('#')
    const path = file === '' ? page : posix.join(posix.dirname(page), file)
    if (!existsSync(join(root, path))) return true
    return anchor !== undefined && !anchorsOf(readText(path)).includes(anchor)
  }
})

describe('commands', () => {
  const { scripts } = JSON.parse(readText('package.json')) as { scripts: Record<string, string> }

  test.each(handWritten)('every npm script that %s names exists', (path) => {
    const named = [...readText(path).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(
      ([, run, short]) => run ?? short ?? '',
    )
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test.each(handWritten)('every file in the commands of %s exists', (path) => {
    const words = codeBlocks(readText(path), 'sh').flatMap((code) => code.split(/\s+/))
    const files = words.filter((word) => /^(?:bin|examples|tools|docs|src|test)\/[\w./-]+$/.test(word))
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
  })

  test('every script is told to contributors', () => {
    const told = readText('CONTRIBUTING.md')
    expect(
      Object.keys(scripts).filter(
        (name) =>
          !name.startsWith('check:') && !told.includes(`npm ${name}`) && !told.includes(`npm run ${name}`),
      ),
    ).toEqual([])
  })
})

describe('settings, errors and addresses', () => {
  const elsewhere = [
    'EVALLOOP_CHROMIUM',
    'EVALLOOP_TEST_DATABASE_URL',
    'EVALLOOP_TEST_STRICT',
    'EVALLOOP_DEV_SERVER',
    'EVALLOOP_MOCK_SIZE',
  ]

  test('the reference has every setting', () => {
    const page = readText('docs/reference/settings.md')
    expect(Object.keys(settings).filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  test('the reference has every error code', () => {
    const page = readText('docs/reference/errors.md')
    expect(Object.keys(catalogue).filter((code) => !page.includes(`| \`${code}\` |`))).toEqual([])
  })

  test('the reference has every address of the API', () => {
    const page = readText('docs/reference/http.md')
    const addresses = Object.values(api).map((address) =>
      typeof address === 'string' ? address : address('{}', '{}'),
    )
    const told = headingsOf(page).map(({ text }) => text.replaceAll(/\{[^}]*\}/g, '{}'))
    expect(addresses.filter((address) => !told.some((title) => title.endsWith(` ${address}\``)))).toEqual([])
  })

  test.each(handWritten)('every setting that %s names exists', (path) => {
    const named = [...readText(path).matchAll(/\bEVALLOOP_[A-Z0-9_]+\b/g)].map(([name]) => name)
    expect(named.filter((name) => !(name in settings) && !elsewhere.includes(name))).toEqual([])
  })

  test('every address that the README names is one', () => {
    const known = [
      '/',
      '/console',
      '/docs',
      '/openapi.json',
      '/metrics',
      '/health/live',
      '/health/ready',
      ...Object.values(api),
    ]
    const named = [
      ...codeSpans(readme),
      ...[...readme.matchAll(/<http:\/\/127\.0\.0\.1:8000([^>]*)>/g)].map(([, path = '']) => path || '/'),
    ]
    const addresses = named.filter((code) => /^\/[\w./-]*$/.test(code))
    expect(addresses.filter((address) => !known.some((one) => one === address))).toEqual([])
    expect(addresses).toContain('/console')
  })
})

describe('architecture', () => {
  test('every folder of the tree exists and holds something', () => {
    const folders = foldersOf(codeBlocks(architecture, 'text')[0] ?? '')
    expect(folders.length).toBeGreaterThan(20)
    expect(folders.filter((folder) => !everything.some((path) => path.startsWith(folder)))).toEqual([])
  })

  test('every folder of the repository and of src/ stands in the tree', () => {
    const folders = foldersOf(codeBlocks(architecture, 'text')[0] ?? '')
    const real = new Set(
      everything.flatMap((path) => /^(?:src\/(?:(?:stages|adapters)\/)?)?[^/]+\//.exec(path)?.[0] ?? []),
    )
    expect([...real].filter((folder) => !folders.includes(folder))).toEqual([])
  })

  test('the table of imports is the one that is tested', () => {
    const rows = importTable.map(({ folder, mayImport }) => `| ${folder} | ${mayImport} |`)
    expect(architecture).toContain(`| folder | may import |\n| --- | --- |\n${rows.join('\n')}\n`)
  })

  test('the stages stand in the order of flow.ts', () => {
    expect(architecture).toContain(`\`${stages.join(' → ')}\``)
  })

  /** `  stages/   …` below `src/` is `src/stages/`. */
  function foldersOf(tree: string): string[] {
    const parents: string[] = []
    return tree.split('\n').flatMap((line) => {
      const [, indent = '', name] = /^((?: {2})*)(\.?[\w-]+\/)(?:\s|$)/.exec(line) ?? []
      if (name === undefined) return []
      parents.splice(indent.length / 2, Number.POSITIVE_INFINITY, name)
      return [parents.join('')]
    })
  }
})

describe('decisions', () => {
  test.each(decisions)('%s has the headings of a decision', (path) => {
    const [title, ...rest] = headingsOf(readText(path))
    const number = Number(basename(path).slice(0, 4))
    expect(title?.text).toMatch(new RegExp(`^${number}\\. \\S`))
    expect(rest.map(({ text }) => text)).toEqual([
      'Context',
      'Decision',
      'Consequences',
      'Alternatives turned down',
    ])
  })

  test('they are numbered without a gap, and all of them are in the list', () => {
    const list = readText('docs/decisions/README.md')
    for (const [index, path] of decisions.entries()) {
      const [title] = headingsOf(readText(path))
      expect(basename(path)).toMatch(new RegExp(`^${String(index + 1).padStart(4, '0')}-[a-z0-9-]+\\.md$`))
      expect(list).toContain(`${index + 1}. [${title?.text.replace(/^\d+\. /, '')}](${basename(path)})`)
    }
  })
})

describe('words', () => {
  const glossary = readText('docs/glossary.md')

  test.each(['prediction', 'draw', 'task', 'annotation', 'label', 'estimate', 'model version', 'step'])(
    'the glossary explains %s',
    (word) => {
      expect(glossary).toContain(`| **${word}** | `)
    },
  )

  test('every method is in the list of the documentation, if the methods have no list of their own', () => {
    const methods = pages.filter((path) => path.startsWith('docs/methods/') && basename(path) !== 'README.md')
    const list = pages.includes('docs/methods/README.md')
      ? readText('docs/methods/README.md')
      : readText('docs/README.md')
    expect(methods.filter((path) => !list.includes(`${basename(path)})`))).toEqual([])
  })
})
