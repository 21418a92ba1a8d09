import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { objectStoreContract } from './contract.ts'
import { openFilesystemStore } from './filesystem.ts'

objectStoreContract('on the file system', async () => openFilesystemStore(await temporaryFolder()))

const about = { mediaType: 'image/jpeg', tags: { predicted_class: 'Egg' } }

test('a bucket is a folder of image folders that every tool can read', async () => {
  const folder = await temporaryFolder()
  await openFilesystemStore(folder).put('production', 'class_03/a.jpg', Buffer.from('bytes'), about)
  expect(await readFile(join(folder, 'objects/production/class_03/a.jpg'), 'utf8')).toBe('bytes')
})

test('another opening of the folder finds everything', async () => {
  const folder = await temporaryFolder()
  await openFilesystemStore(folder).put('production', 'a.jpg', Buffer.from('bytes'), about)
  expect(await openFilesystemStore(folder).tags('production', 'a.jpg')).toEqual(about.tags)
})

test('no draft stays behind, neither after success nor after a refusal', async () => {
  const folder = await temporaryFolder()
  const store = openFilesystemStore(folder)
  await store.put('production', 'a.jpg', Buffer.from('one'), about)
  await store.put('production', 'a.jpg', Buffer.from('two'), about).catch(() => {})
  await Promise.allSettled(
    ['x', 'y', 'z'].map((text) => store.put('production', 'b.jpg', Buffer.from(text), about)),
  )
  expect(await readdir(join(folder, 'drafts'))).toEqual([])
})

test('a draft that a killed process left is removed when the folder is opened', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'drafts'))
  await writeFile(join(folder, 'drafts/half'), 'half an image')
  openFilesystemStore(folder)
  expect(existsSync(join(folder, 'drafts/half'))).toBe(false)
})

test('a draft that cannot take its place does not stay behind', async () => {
  const folder = await temporaryFolder()
  const store = openFilesystemStore(folder)
  await mkdir(join(folder, 'about/production/a.jpg.json/in-the-way'), { recursive: true })
  await expect(store.put('production', 'a.jpg', Buffer.from('one'), about)).rejects.toThrow()
  expect(await readdir(join(folder, 'drafts'))).toEqual([])
})

test('what a crash left between tags and bytes is finished by putting again', async () => {
  const folder = await temporaryFolder()
  const store = openFilesystemStore(folder)
  await store.put('production', 'class_01/other.jpg', Buffer.from('other'), about)
  await writeFile(join(folder, 'about/production/class_01/a.jpg.json'), '{"mediaType":"image/png","tags":{}}')
  expect((await store.list('production', 'class_01/', { limit: 5 })).objects).toHaveLength(1)
  await store.put('production', 'class_01/a.jpg', Buffer.from('bytes'), about)
  expect((await store.get('production', 'class_01/a.jpg')).mediaType).toBe('image/jpeg')
})

test('an object that is deleted while its folder is listed is left out', async () => {
  const store = openFilesystemStore(await temporaryFolder())
  const keys = Array.from({ length: 40 }, (_, index) => `f/${String(index).padStart(2, '0')}`)
  for (const key of keys) await store.put('production', key, Buffer.from(key), about)
  const listing = store.list('production', 'f/', { limit: 40 })
  await Promise.all(keys.slice(20).map((key) => store.delete('production', key)))
  const listed = (await listing).objects.map(({ key }) => key)
  expect(listed.slice(0, 20)).toEqual(keys.slice(0, 20))
})
