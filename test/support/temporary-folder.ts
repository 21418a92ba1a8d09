import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder that every account may reach and that goes away with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await newTemporaryFolder()
  onTestFinished(() => removeFolder(folder))
  return folder
}

export async function newTemporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evalloop-test-'))
  await chmod(folder, 0o755)
  return folder
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
