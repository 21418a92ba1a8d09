import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { idOf, predictionRecord } from '../../../test/support/prediction-record.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { spoolContract } from './contract.ts'
import { openSqliteSpool } from './sqlite-spool.ts'

spoolContract('on a SQLite journal', async () => {
  const folder = await temporaryFolder()
  return { reopen: () => openSqliteSpool(folder) }
})

test('a second opening of the same folder is refused while the first holds it', async () => {
  const folder = await temporaryFolder()
  const first = await openSqliteSpool(folder)
  await expect(openSqliteSpool(folder)).rejects.toThrow(/locked/)
  await first.close()
  await (await openSqliteSpool(folder)).close()
})

test('no file stays behind when everything is done', async () => {
  const folder = await temporaryFolder()
  const spool = await openSqliteSpool(folder)
  for (const number of [1, 2]) {
    await spool.keepImage(idOf(number), Buffer.from('x'))
    await spool.keepPrediction(predictionRecord(number))
  }
  await spool.keepImage(idOf(3), Buffer.from('x'))
  await spool.dropImage(idOf(3))
  await spool.done(await spool.next(10))
  expect(await readdir(join(folder, 'images'))).toEqual([])
  await spool.close()
})

test('an image whose name is taken is refused, not overwritten', async () => {
  const spool = await openSqliteSpool(await temporaryFolder())
  await spool.keepImage(idOf(1), Buffer.from('first'))
  await expect(spool.keepImage(idOf(1), Buffer.from('second'))).rejects.toThrow(/EEXIST/)
  expect(Buffer.from(await spool.image(idOf(1))).toString()).toBe('first')
  await spool.close()
})
