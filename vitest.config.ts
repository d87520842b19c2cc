import { defineConfig } from 'vitest/config'

const LONGS = process.env.ESSAIS === 'longs'

export default defineConfig({
  test: {
    include: ['{app,demandes,acces,ui,platform,scripts,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/global.ts'],
    setupFiles: ['tests/chaque.ts'],
    pool: 'forks',
    // Files of a worker share their modules: reading them again for each is a seventh of the run.
    isolate: false,
    // One more than the cores of a small machine: a third of the time is spent waiting for browsers, programs that start and delays.
    maxWorkers: 3,
    // What a test waits for is a fact; these only end one that waits for ever, on a machine however busy.
    testTimeout: LONGS ? 7_200_000 : 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
  },
})
