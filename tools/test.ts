/**
 * `npm test`: every suite that can run on this machine, in one run of Vitest. What was left out, and why, is said at
 * the end; the last line is always `N passed, N failed`, with `, N skipped` when tests were skipped. Arguments go on
 * to Vitest: `npm test -- src/stages/label -t lease`.
 *
 * With `EVALLOOP_TEST_STRICT=1` nothing may be left out or skipped.
 */

import { parseCLI, startVitest, type Vitest } from 'vitest/node'
import { ensurePages } from '../src/main/pages.ts'
import { closingLine, isGood, judgeStrictly, type Outcome } from './test/outcome.ts'
import { chooseSuites } from './test/suites.ts'

const { filter, options } = parseCLI(['vitest', 'run', ...process.argv.slice(2)])
const { run, leftOut } = chooseSuites(
  process.env,
  options.project === undefined ? undefined : [options.project].flat(),
)
const suitesWithServers = new Set(['loop', 'acceptance', 'services', 'browser'])
const strict = process.env.EVALLOOP_TEST_STRICT === '1'

const counted = run.length > 0 ? await runSuites(run) : { passed: 0, failed: 0, skipped: 0 }
const outcome = strict ? judgeStrictly(counted, leftOut.length) : counted

for (const { name, reason } of leftOut) console.log(`Left out: the suite "${name}"; ${reason}.`)
if (strict && counted.skipped > 0) console.log(`Skipped tests count as failed here: ${counted.skipped}.`)
if (counted.passed + counted.failed === 0) console.log('No test was run.')
console.log(closingLine(outcome))
process.exit(isGood(outcome) ? 0 : 1)

async function runSuites(project: string[]): Promise<Outcome> {
  try {
    // Before the suites, or several servers that start at once would all build them.
    if (project.some((name) => suitesWithServers.has(name))) await ensurePages(console.log)
    const vitest = await startVitest(filter, { ...options, project, watch: false })
    const counts = countTests(vitest)
    await vitest.close()
    return counts
  } catch (error) {
    console.error(error)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

/** A file that cannot be read, and an error that no test caught, count as one failed test each. */
function countTests({ state }: Vitest): Outcome {
  const modules = state.getTestModules()
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  )
  const count = (wanted: (typeof states)[number]) => states.filter((found) => found === wanted).length
  const brokenSuites = modules.filter(
    (module) => !module.ok() && ![...module.children.allTests('failed')].length,
  ).length
  return {
    passed: count('passed'),
    failed: count('failed') + count('pending') + brokenSuites + state.getUnhandledErrors().length,
    skipped: count('skipped'),
  }
}
