/**
 * `npm run check`: everything that can be said about the code without running the product. Each part is a script of
 * package.json, so that one of them can be run alone. All parts run, even after one has failed.
 */
import { spawn } from 'node:child_process'
import { root } from '../test/support/source-files.ts'

const parts = [
  { name: 'types', script: 'check:types' },
  { name: 'style', script: 'check:style' },
  { name: 'architecture', script: 'check:architecture' },
  { name: 'documentation', script: 'check:docs' },
  { name: 'unused code', script: 'check:unused' },
] as const

type Result = Readonly<{ ok: boolean; output: string; seconds: number }>

const failed: { script: string; output: string }[] = []
for (const { name, script } of parts) {
  const { ok, output, seconds } = await runScript(script)
  console.log(`${ok ? '✓' : '✗'} ${name.padEnd(14)} ${seconds.toFixed(1)} s`)
  if (!ok) failed.push({ script, output })
}
for (const { script, output } of failed) console.log(`\n── npm run ${script} ──\n${output.trim()}`)
process.exit(failed.length > 0 ? 1 : 0)

/** `node --run` finds the tools in node_modules/.bin as npm does, without npm's own start. */
async function runScript(script: string): Promise<Result> {
  const start = performance.now()
  const child = spawn(process.execPath, ['--run', script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk
    })
  }
  const code = await new Promise<number>((done) => child.once('close', (value) => done(value ?? 1)))
  const details = output.replaceAll(/^\s+✓.*\n/gm, '') // Tests that passed explain no failure.
  return { ok: code === 0, output: details, seconds: (performance.now() - start) / 1000 }
}
