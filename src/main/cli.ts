import { Command, InvalidArgumentError } from 'commander'
import { readConfig, StartError } from './config.ts'
import { type Config, settings } from './settings.ts'
import { stopRequest } from './stop-request.ts'
import { version } from './version.ts'

let logLevel: Config['logLevel'] = 'warn'

const program = new Command('evalloop')
  .description('Tells you how good your image classifier really is in production, and makes it better.')
  .version(version)
  .showHelpAfterError()

withSettings(program.command('start'))
  .description('Serve GourmetGram, the console and the API.')
  .option('--json', 'print the address as one JSON document on standard output')
  .action(async (options) => {
    const config = configOf(options)
    const signal = stopRequest(say)
    const { startServer, runUntilStopped } = await import('./server.ts')
    const server = await startServer(config, say, signal)
    if (!server) process.exit(0)
    if (options.json) console.log(JSON.stringify({ url: server.url }))
    else printAddresses(server.url)
    await runUntilStopped(server, signal)
    process.exit(0)
  })

withSettings(program.command('demo'))
  .description('Play a day of production traffic through the API and compare the estimate with the truth.')
  .option(
    '--url <url>',
    'server to play on (default: the one of the settings; one is started if none answers)',
  )
  .option('--predictions <count>', 'photos to send', wholeNumber, 400)
  .option('--labels <count>', 'labels to spend', wholeNumber, 100)
  .option('--seed <number>', 'the same seed plays the same photos and visitors', wholeNumber, 1)
  .option('--stop', 'end the server afterwards, if the demo started it')
  .option('--json', 'print the result as one JSON document on standard output')
  .action(async (options) => {
    const { runDemo } = await import('./demo.ts')
    await runDemo(configOf(options), options, say)
  })

await program.parseAsync().catch((error) => {
  const sentence = error instanceof StartError ? error.message : unexpected(error)
  console.error(`evalloop: ${sentence}`)
  process.exit(1)
})

/** One line, unless the whole story is asked for. */
function unexpected(error: unknown): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  if (logLevel === 'debug') return `Unexpected error: ${stack}`
  const [firstLine] = message.split('\n')
  return `Unexpected error: ${firstLine}. EVALLOOP_LOG_LEVEL=debug shows where it comes from.`
}

function withSettings(command: Command): Command {
  command.option('--config <file>', 'configuration file (default: evalloop.config.json, if it exists)')
  for (const [name, { flag, schema }] of Object.entries(settings)) {
    const { description, default: value } = schema as { description?: string; default?: unknown }
    command.option(
      `--${flag} <value>`,
      `${description} [${name}${value === undefined ? '' : `, default ${value}`}]`,
    )
  }
  return command
}

function configOf({ config, ...flags }: Record<string, string | undefined>): Config {
  const read = readConfig({ flags, environment: process.env, ...(config !== undefined && { file: config }) })
  logLevel = read.logLevel
  return read
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError('It must be a whole number from 1 on.')
  return number
}

function say(text: string): void {
  console.error(text)
}

function printAddresses(url: string): void {
  console.log(`
  GourmetGram    ${url}/
  Console        ${url}/console
  API            ${url}/docs

  Ctrl-C stops everything.
`)
}
