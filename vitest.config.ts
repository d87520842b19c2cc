import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{app,demandes,acces,ui,platform,scripts,tests}/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
  },
})
