import { existsSync, readFileSync } from 'node:fs'
import { type DefaultTheme, defineConfig, type UserConfig } from 'vitepress'
import { DECISIONS, GUIDE, MIGRATE } from './sidebar.ts'

const REFERENCE = new URL('../generated/sidebar.json', import.meta.url)

const config: UserConfig<DefaultTheme.Config> = defineConfig({
  title: 'typefed',
  description:
    'Typed TypeScript clients for Bluesky and Mastodon, generated from the protocols’ own descriptions',
  lang: 'en',
  // A project page of GitHub lives below the repository's name.
  base: process.env['DOCS_BASE'] ?? '/',
  cleanUrls: true,
  srcExclude: ['contributing/**', 'README.md'],
  rewrites: { 'generated/reference/:path*': 'reference/:path*', 'generated/figures.md': 'guide/figures.md' },
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `${process.env['DOCS_BASE'] ?? '/'}logo.svg` }],
  ],
  // The index of the search is one file, loaded with the first search.
  vite: { build: { chunkSizeWarningLimit: 3_000 } },
  themeConfig: {
    logo: '/logo.svg',
    nav: [
      { text: 'Guide', link: '/guide/bluesky', activeMatch: '/guide/' },
      { text: 'Reference', link: '/reference/', activeMatch: '/reference/' },
      { text: 'Migrate', link: '/migrate/', activeMatch: '/migrate/' },
      { text: 'Design', link: '/decisions/', activeMatch: '/decisions/' },
    ],
    sidebar: {
      '/guide/': GUIDE,
      '/runtimes': GUIDE,
      '/migrate/': MIGRATE,
      '/decisions/': DECISIONS,
      '/reference/': readSidebar(),
    },
    outline: [2, 3],
    search: {
      provider: 'local',
      options: { miniSearch: { options: { tokenize: splitNames } } },
    },
  },
})

export default config

/** Names such as `getTimeline` and `app.bsky.feed` are found by their parts too. */
function splitNames(text: string): string[] {
  const words = text.split(/[\s,;:()[\]{}<>"'`|/]+/).filter(Boolean)
  return words.flatMap((word) => [
    word,
    ...word.split(/[._#-]+|(?<=[a-z])(?=[A-Z])/).filter((part) => part !== word),
  ])
}

function readSidebar(): DefaultTheme.SidebarItem[] {
  if (!existsSync(REFERENCE)) throw new Error('there is no reference yet: run "pnpm generate" first')
  return JSON.parse(readFileSync(REFERENCE, 'utf8')) as DefaultTheme.SidebarItem[]
}
