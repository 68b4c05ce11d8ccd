import { defineConfig } from 'tsdown'
import { withoutBareImports } from '../../scripts/build/without-bare-imports.ts'

const deps = { neverBundle: [/^node:/] }

const entry = {
  index: 'src/index.ts',
  slim: 'src/slim.ts',
  oauth: 'src/oauth/index.ts',
  streaming: 'src/streaming/index.ts',
  node: 'src/media/node.ts',
  operations: 'src/generated/operations.ts',
  schemas: 'src/generated/schemas.ts',
  'operations/*': 'src/generated/operations/**/*.ts',
  'schemas/*': 'src/generated/schemas/*.ts',
}

export default defineConfig([
  {
    entry,
    deps,
    plugins: [withoutBareImports],
    logLevel: 'warn',
    platform: 'neutral',
    target: 'es2023',
    sourcemap: true,
    dts: false,
    outputOptions: {
      // Two files for all that is generated: whoever imports everything opens few files. A bundler still takes single
      // definitions out of them.
      codeSplitting: {
        groups: [
          { name: 'generated-schemas', test: /generated\/schemas\//, priority: 1 },
          { name: 'generated-operations', test: /generated\/(?:operations\/|streams)/ },
        ],
      },
    },
  },
  // Declarations stay one file a module, so that editors show and import names as they are written.
  {
    entry,
    deps,
    logLevel: 'warn',
    platform: 'neutral',
    unbundle: true,
    inputOptions: { checks: { pluginTimings: false } },
    dts: { emitDtsOnly: true, sourcemap: true },
  },
])
