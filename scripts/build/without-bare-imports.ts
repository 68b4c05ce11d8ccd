import type { Rolldown } from 'tsdown'

/**
 * A bundler warns of an import that is there for its effects only, in a package that says it has none: the library
 * bundler leaves such imports of its own runtime. The line stays, empty, so that source maps hold.
 */
export const withoutBareImports: Rolldown.Plugin = {
  name: 'without-bare-imports',
  generateBundle(_, bundle) {
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue
      chunk.code = chunk.code.replaceAll(/^import "\.\/rolldown-runtime[^"]*";$/gm, '')
    }
  },
}
