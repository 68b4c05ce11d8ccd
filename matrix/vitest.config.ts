import { defineConfig } from 'vitest/config'
import { closingLine } from '../scripts/closing-line.ts'

/** What takes minutes and a gigabyte of runtimes; `pnpm test:all` runs it, `pnpm check` does not. */
export default defineConfig({
  test: {
    name: 'matrix',
    reporters: ['default', closingLine()],
    include: ['src/**/*.test.ts'],
    globalSetup: ['src/packed/setup.ts'],
    // Each file starts processes of its own, which take all cores as it is.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
  },
})
