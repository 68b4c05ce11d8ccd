import { defineConfig } from 'tsdown'

const entry = {
  index: 'src/index.ts',
  slim: 'src/slim.ts',
  'lexicons/*': 'src/generated/lexicons/*.ts',
}

export default defineConfig([
  {
    entry,
    platform: 'neutral',
    target: 'es2023',
    sourcemap: true,
    dts: false,
    outputOptions: {
      // One file an authority: whoever imports everything opens ten files, not four hundred. A bundler still takes
      // single definitions out of them.
      advancedChunks: {
        groups: [
          { test: /generated\/lexicons/, name: (id) => /lexicons\/([\w-]+\.[\w-]+)\./.exec(id)?.[1] ?? null },
        ],
      },
    },
  },
  // Declarations stay one file a module, so that editors show and import names as they are written.
  { entry, platform: 'neutral', unbundle: true, dts: { emitDtsOnly: true, sourcemap: true } },
])
