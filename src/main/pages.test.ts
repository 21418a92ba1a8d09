import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { putInPlace } from './pages.ts'

test('a build comes into a place where there was none', async () => {
  const { place, build } = await emptyDist()
  await putInPlace(await build('1', 'new'), place)
  expect(await readFile(join(place, 'page.html'), 'utf8')).toBe('new of 1')
})

test('it replaces an older one whole, and nothing is left beside it', async () => {
  const { dist, place, build } = await emptyDist()
  await putInPlace(await build('1', 'old'), place)
  await writeFile(join(place, 'only-in-old.html'), '')
  await putInPlace(await build('2', 'new'), place)
  expect(await readFile(join(place, 'page.html'), 'utf8')).toBe('new of 2')
  expect(existsSync(join(place, 'only-in-old.html'))).toBe(false)
  expect(await readdir(dist)).toEqual(['pages'])
})

test('one of the same sources that stands there stays', async () => {
  const { place, build } = await emptyDist()
  await putInPlace(await build('1', 'same'), place)
  await putInPlace(await build('2', 'same'), place)
  expect(await readFile(join(place, 'page.html'), 'utf8')).toBe('same of 1')
})

test('of several at once one comes into place, whole', async () => {
  const { place, build } = await emptyDist()
  await putInPlace(await build('0', 'old'), place)
  const drafts = await Promise.all(['1', '2', '3', '4'].map((name) => build(name, 'new')))
  await Promise.all(drafts.map((draft) => putInPlace(draft, place)))
  expect(await readFile(join(place, 'page.html'), 'utf8')).toMatch(/^new of [1-4]$/)
  expect((await readdir(place)).sort()).toEqual(['.stamp', 'page.html'])
})

async function emptyDist() {
  const dist = await temporaryFolder()
  const build = async (name: string, stamp: string) => {
    const draft = join(dist, `pages-${name}`)
    await mkdir(draft)
    await writeFile(join(draft, 'page.html'), `${stamp} of ${name}`)
    await writeFile(join(draft, '.stamp'), stamp)
    return draft
  }
  return { dist, place: join(dist, 'pages'), build }
}
