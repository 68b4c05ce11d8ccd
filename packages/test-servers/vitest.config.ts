import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['./src/vitest/setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // A whole network keeps a core busy while it boots.
    maxWorkers: 2,
  },
})
