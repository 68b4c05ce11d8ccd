import { defineConfig } from 'tsdown'

const entry = {
  index: 'src/index.ts',
  slim: 'src/slim.ts',
  'rich-text': 'src/rich-text/index.ts',
  streaming: 'src/streaming/index.ts',
  node: 'src/streaming/node.ts',
  'lexicons/*': 'src/generated/lexicons/*.ts',
}

export default defineConfig([
  {
    entry,
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
    logLevel: 'warn',
    platform: 'neutral',
    unbundle: true,
    inputOptions: { checks: { pluginTimings: false } },
    dts: { emitDtsOnly: true, sourcemap: true },
  },
])
