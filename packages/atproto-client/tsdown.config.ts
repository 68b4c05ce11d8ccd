import { defineConfig } from 'tsdown'
import { withoutBareImports } from '../../scripts/build/without-bare-imports.ts'

const entry = {
  index: 'src/index.ts',
  slim: 'src/slim.ts',
  archive: 'src/archive/index.ts',
  identity: 'src/identity/index.ts',
  moderation: 'src/moderation/index.ts',
  node: 'src/node.ts',
  'rich-text': 'src/rich-text/index.ts',
  streaming: 'src/streaming/index.ts',
  'lexicons/*': 'src/generated/lexicons/*.ts',
}

const deps = { neverBundle: [/^node:/] }

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
      // One file an authority: whoever imports everything opens ten files, not four hundred. A bundler still takes
      // single definitions out of them.
      codeSplitting: {
        groups: [
          {
            debugName: 'authority',
            test: /generated\/lexicons/,
            name: (id) => /lexicons\/([\w-]+\.[\w-]+)\./.exec(id)?.[1] ?? null,
          },
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
