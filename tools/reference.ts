/**
 * `npm run reference`: writes the pages of docs/reference/ from the code that they describe. With `--check` nothing is
 * written: the exit code says whether the pages are what the code would make.
 */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readText, root } from '../test/support/source-files.ts'
import { cliPage } from './reference/cli-page.ts'
import { errorsPage } from './reference/errors-page.ts'
import { httpPage } from './reference/http-page.ts'
import { settingsPage } from './reference/settings-page.ts'

const folder = 'docs/reference'
const pages = {
  'settings.md': settingsPage(),
  'errors.md': errorsPage(),
  'http.md': await httpPage(),
  'cli.md': cliPage(),
}

const stale = Object.entries(pages).filter(([name, text]) => textOf(`${folder}/${name}`) !== text)
if (process.argv.includes('--check')) {
  for (const [name] of stale)
    console.error(`${folder}/${name} is not what the code says. Run \`npm run reference\`.`)
  process.exit(stale.length > 0 ? 1 : 0)
}
await mkdir(join(root, folder), { recursive: true })
for (const [name, text] of stale) {
  await writeFile(join(root, folder, name), text)
  console.log(`${folder}/${name}`)
}

function textOf(path: string): string | undefined {
  return existsSync(join(root, path)) ? readText(path) : undefined
}
