import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { closingLine } from './scripts/closing-line.ts'

const conditions = ['typefed-source', 'node', 'development|production']

/** Boots a real network on demand, one for all the test files of a run. */
const SHARED_NETWORK = [fileURLToPath(new URL('packages/test-servers/src/vitest/setup.ts', import.meta.url))]

/** Packages are tested from their sources, not from what was built. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    reporters: ['default', closingLine()],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    projects: [
      project('codegen', 'codegen'),
      project('core', 'packages/core'),
      project('atproto-client', 'packages/atproto-client', SHARED_NETWORK),
      project('mastodon-client', 'packages/mastodon-client'),
      project('mastodon-spec', 'specs/mastodon'),
      project('quickstart', 'examples/quickstart'),
      project('docs', 'docs', SHARED_NETWORK),
      project('scripts', 'scripts'),
      project('test-servers', 'packages/test-servers', SHARED_NETWORK),
      project('client-tests', 'packages/client-tests'),
      ...['mention-bot', 'cross-poster', 'timeline-archive', 'labeled-reader', 'live-page', 'bookshelf'].map(
        (example) => project(example, `examples/${example}`, SHARED_NETWORK),
      ),
    ],
  },
})

function project(name: string, root: string, globalSetup: string[] = []): TestProjectConfiguration {
  return { extends: true, test: { name, root, globalSetup, include: ['{src,test}/**/*.test.ts'] } }
}
