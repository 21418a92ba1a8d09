import { readdir, readFile } from 'node:fs/promises'

/** Command lines of the processes that name this folder: what a server may have left behind. Linux only. */
export async function processesOn(folder: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  )
  return commands
    .filter((command) => command.includes(folder))
    .map((command) => command.replaceAll('\0', ' '))
}
