import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../../test/support/source-files.ts'
import { generatedNotice } from './table.ts'

/** The help texts, as a person at a terminal gets them. */
export function cliPage(): string {
  const help = helpOf()
  const commands = [...help.matchAll(/^ {2}(\w[\w-]*) .*$/gm)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'help')
  return `${generatedNotice('the help texts of src/main/cli.ts')}
# Command line

In the repository the program is \`node bin/evalloop\`; \`npm start\` is \`evalloop start\` and \`npm run demo\` is
\`evalloop demo\`. Flags go after two dashes: \`npm start -- --port 8080\`. The exit code is 0 only on success. With
\`--json\` there is one JSON document on standard output; everything for people goes to standard error.

${fence(help)}

${commands.map((command) => `## evalloop ${command}\n\n${fence(helpOf(command))}`).join('\n\n')}
`
}

function helpOf(...command: string[]): string {
  const program = join(root, 'src/main/cli.ts')
  const environment = { ...process.env, NO_COLOR: '1' }
  return execFileSync(process.execPath, [program, ...command, '--help'], {
    encoding: 'utf8',
    env: environment,
  }).trimEnd()
}

function fence(text: string): string {
  return `\`\`\`text\n${text}\n\`\`\``
}
