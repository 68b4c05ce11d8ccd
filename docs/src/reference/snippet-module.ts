import type { ReferencePage } from './reference-page.ts'

const NAMES = {
  bluesky: { module: '@typefed/atproto-client', client: 'AtprotoClient' },
  mastodon: { module: '@typefed/mastodon-client', client: 'MastodonClient' },
} as const

/** A module of all snippets of a network, so that they are type-checked and can be tried one by one. */
export function snippetModule(network: keyof typeof NAMES, pages: readonly ReferencePage[]): string {
  const { module, client } = NAMES[network]
  const functions = pages
    .flatMap(({ snippets }) => snippets)
    .map(({ id, code, ends }) => {
      const parameters = [...new Set(code.match(/(?<=\()\w+(?=\))/g))].filter(
        (name) => !['message', 'item', 'file', 'client'].includes(name),
      )
      const given = parameters.map((name) => `const ${name} = '1'; `).join('')
      return `  { id: '${id}', ends: ${ends}, run: async ({ client, file, blob }: Names) => { ${given}\n${code}\n  } },`
    })
  return [
    `import type { ${client} } from '${module}'`,
    "import type { BlobRef } from '@typefed/core/lexicon'",
    '',
    `interface Names { client: ${client}; file: File; blob: BlobRef }`,
    'export const snippets: { id: string; ends: boolean; run: (names: Names) => Promise<void> }[] = [',
    ...functions,
    ']',
    '',
  ].join('\n')
}
