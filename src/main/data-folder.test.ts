import { readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { StartError } from './config.ts'
import { type DataFolder, takeDataFolder } from './data-folder.ts'

test('makes the folder, its parents too, and writes down its layout', async () => {
  const path = join(await temporaryFolder(), 'new/and/deep')
  const folder = await take(path)
  expect(folder.path).toBe(path)
  expect(JSON.parse(await readFile(join(path, 'evalloop.json'), 'utf8'))).toEqual({ layout: 1 })
})

test('a second holder is refused with one sentence that names the first', async () => {
  const path = await temporaryFolder()
  const first = await take(path)
  expect(await refusal(path)).toBe(
    `Another Evalloop (process ${process.pid}) is using the data folder ${path}. Stop it, or choose another folder with EVALLOOP_DATA_DIR.`,
  )
  first.release()
  await take(path)
})

test('the same folder under another name is the same folder', async () => {
  const path = await temporaryFolder()
  await take(path)
  const other = join(await temporaryFolder(), 'link')
  await symlink(path, other)
  expect(await refusal(other)).toMatch(/^Another Evalloop/)
})

test('a folder of a newer layout is left alone', async () => {
  const path = await temporaryFolder()
  await writeFile(join(path, 'evalloop.json'), '{"layout":2}')
  expect(await refusal(path)).toMatch(/written by a newer version of Evalloop/)
  expect(await readFile(join(path, 'evalloop.json'), 'utf8')).toBe('{"layout":2}')
})

test('after a refusal the folder is free', async () => {
  const path = await temporaryFolder()
  await writeFile(join(path, 'evalloop.json'), '{"layout":2}')
  await refusal(path)
  await writeFile(join(path, 'evalloop.json'), '{"layout":1}')
  await take(path)
})

test.each(['', '{', '{"layout":"1"}', '{"layout":1.5}', '[]', 'null'])(
  'a layout file that holds %j is called damaged',
  async (text) => {
    const path = await temporaryFolder()
    await writeFile(join(path, 'evalloop.json'), text)
    expect(await refusal(path)).toMatch(/evalloop\.json is damaged/)
  },
)

test('a folder that cannot be made or written is refused, with the way out', async () => {
  const file = join(await temporaryFolder(), 'a-file')
  await writeFile(file, '')
  for (const path of [file, join(file, 'below'), '/dev/null']) {
    expect(await refusal(path)).toMatch(
      new RegExp(`^The data folder ${path} cannot be written \\(E[A-Z]+\\).*EVALLOOP_DATA_DIR`),
    )
  }
})

test.runIf(process.platform === 'linux')('a place that takes no folders is refused at once', async () => {
  for (const path of ['/proc/evalloop', '/proc/evalloop/and/deep']) {
    expect(await refusal(path)).toMatch(
      new RegExp(`^The data folder ${path} cannot be written \\(E[A-Z]+\\).*EVALLOOP_DATA_DIR`),
    )
  }
})

async function take(path: string): Promise<DataFolder> {
  const folder = await takeDataFolder(path)
  onTestFinished(() => {
    try {
      folder.release()
    } catch {
      // The test has released it.
    }
  })
  return folder
}

async function refusal(path: string): Promise<string> {
  const error = await takeDataFolder(path).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(StartError)
  return (error as StartError).message
}
