import { defineConfig } from 'vitest/config'
import { closingLine } from './scripts/closing-line.ts'

const conditions = ['typefed-source', 'module', 'node', 'development|production']

/** Packages are tested from their sources, not from what was built. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    reporters: ['default', closingLine()],
    projects: ['codegen', 'packages/core', 'packages/atproto-client', 'packages/test-servers'].map((root) => ({
      extends: true,
      test: { name: root.replace('packages/', ''), root, include: ['src/**/*.test.ts'], testTimeout: 30_000 },
    })),
  },
})
