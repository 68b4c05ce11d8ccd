import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DefaultTheme } from 'vitepress'

type Items = DefaultTheme.SidebarItem[]

export const GUIDE: Items = [
  {
    text: 'Start',
    items: [
      { text: 'Bluesky and AT Protocol', link: '/guide/bluesky' },
      { text: 'Mastodon and its kin', link: '/guide/mastodon' },
    ],
  },
  {
    text: 'Bluesky',
    items: [
      { text: 'Sessions', link: '/guide/sessions' },
      { text: 'Rich text', link: '/guide/rich-text' },
      { text: 'Verbs', link: '/guide/verbs' },
      { text: 'Records', link: '/guide/records' },
      { text: 'Moderation', link: '/guide/moderation' },
      { text: 'Custom lexicons', link: '/guide/custom-lexicons' },
    ],
  },
  {
    text: 'Mastodon',
    items: [
      { text: 'Versions and forks', link: '/guide/versions' },
      { text: 'OAuth', link: '/guide/oauth' },
      { text: 'Media', link: '/guide/media' },
    ],
  },
  {
    text: 'Both',
    items: [
      { text: 'Pagination', link: '/guide/pagination' },
      { text: 'Streaming', link: '/guide/streaming' },
      { text: 'Validation', link: '/guide/validation' },
      { text: 'Errors and retries', link: '/guide/errors' },
      { text: 'Responses, raw calls, logging', link: '/guide/requests' },
      { text: 'Bundle size', link: '/guide/bundle-size' },
      { text: 'Figures', link: '/guide/figures' },
      { text: 'Runtimes', link: '/runtimes' },
      { text: 'A long-running bot', link: '/guide/bots' },
    ],
  },
]

export const MIGRATE: Items = [
  {
    text: 'From',
    items: [
      { text: 'Which page', link: '/migrate/' },
      { text: '@atproto/api', link: '/migrate/atproto-api' },
      { text: '@atproto/lex', link: '/migrate/atproto-lex' },
      { text: 'atcute', link: '/migrate/atcute' },
      { text: 'masto.js', link: '/migrate/masto' },
      { text: 'megalodon', link: '/migrate/megalodon' },
      { text: 'atproto for Python', link: '/migrate/python-atproto' },
      { text: 'amasto for Python', link: '/migrate/python-amasto' },
    ],
  },
]

/** The notes as they lie there, by their titles. */
export const DECISIONS: Items = [
  { text: 'What these are', link: '/decisions/' },
  ...globSync('*.md', { cwd: fileURLToPath(new URL('../decisions', import.meta.url)) })
    .filter((file) => file !== 'index.md')
    .toSorted()
    .map((file) => ({
      text: titleOf(`../decisions/${file}`),
      link: `/decisions/${file.replace(/\.md$/, '')}`,
    })),
]

function titleOf(path: string): string {
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  return /^# (.+)$/m.exec(text)?.[1] ?? path
}
