import { defineConfig } from 'vitest/config'

/**
 * One project a suite. `npm test` (tools/test.ts) decides which of them can run on this machine and says why
 * another one was left out.
 */
export default defineConfig({
  test: {
    projects: [
      project(
        'unit',
        ['src/**/*.test.ts', 'tools/**/*.test.ts', 'test/*.test.ts', 'demo/**/*.test.ts'],
        20_000,
      ),
      project('pages', ['console/**/*.test.{ts,tsx}', 'gourmetgram/**/*.test.{ts,tsx}'], 20_000),
      project('loop', ['test/loop/**/*.test.ts'], 120_000),
      project('acceptance', ['test/acceptance/**/*.test.ts'], 120_000),
      project('services', ['test/services/**/*.test.ts'], 300_000),
      project('browser', ['test/browser/**/*.test.ts'], 120_000),
    ],
  },
})

function project(name: string, include: string[], timeoutMs: number) {
  return { test: { name, include, testTimeout: timeoutMs, hookTimeout: timeoutMs, maxWorkers: 2 } }
}
