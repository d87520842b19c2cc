import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,demandes,acces,ui,platform,scripts,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Files share the modules of their worker: what they own (portal, database, window) is closed by their last test. A seventh of the time is saved.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
