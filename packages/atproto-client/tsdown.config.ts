import { defineConfig, type Rolldown } from 'tsdown'

const entry = {
  index: 'src/index.ts',
  slim: 'src/slim.ts',
  identity: 'src/identity/index.ts',
  moderation: 'src/moderation/index.ts',
  node: 'src/node.ts',
  'rich-text': 'src/rich-text/index.ts',
  streaming: 'src/streaming/index.ts',
  'lexicons/*': 'src/generated/lexicons/*.ts',
}

const deps = { neverBundle: [/^node:/] }

/**
 * Bundlers warn of an import that is for its effects only, in a package without effects. The line stays, empty, so that
 * source maps hold.
 */
const withoutBareImports: Rolldown.Plugin = {
  name: 'without-bare-imports',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      chunk.code = chunk.code.replaceAll(/^import "\.\/rolldown-runtime[^"]*";$/gm, '')
    }
  },
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
