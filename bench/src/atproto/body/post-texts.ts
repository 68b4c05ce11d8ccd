import { sentence } from '../../body/text.ts'
import { Random } from './random.ts'

const HANDLES = ['alice.bsky.social', 'bob.example.com', 'dogs.app', 'carol.co.uk']
const SITES = [
  'https://example.com/articles/2026/spring?from=feed#top',
  'https://bsky.app/profile/alice.bsky.social/post/3kabcdefghijk',
  'http://example.org/wiki/Dog_(animal)',
  'example.com/dogs',
  'docs.example.dev',
  'news.example.co.uk/today',
]
const TAGS = ['dogs', 'atproto', '写真', 'Größe', 'caturday2026', 'BuildInPublic']
/** What makes it hard to tell, or is none of them. */
const NEAR = [
  'e.g.',
  'i.e.',
  'v1.2.3',
  'me@example.com',
  '#1',
  'file.nowhere',
  '$5',
  'node.js',
  'and/or',
  '@home',
]

/** Texts of posts, the same at every run: most with something to find, a part with nothing. */
export function postTexts(count: number): string[] {
  const random = new Random(7)
  return Array.from({ length: count }, () => postText(random))
}

function postText(random: Random): string {
  const parts = [sentence(random, 20 + random.below(120))]
  for (let i = random.below(4); i > 0; i--) parts.push(entity(random), sentence(random, random.below(60)))
  return parts.join(' ')
}

function entity(random: Random): string {
  const kind = random.below(100)
  const written = entityOf(random, kind)
  if (random.chance(15)) return `${written}${random.pick(['.', ',', '!', '?', ':'])}`
  // Not hashtags, which the official library does not see there.
  return kind < 60 && random.chance(10) ? `(${written})` : written
}

function entityOf(random: Random, kind: number): string {
  if (kind < 25) return `@${random.pick(HANDLES)}`
  if (kind < 60) return random.pick(SITES)
  if (kind < 85) return `#${random.pick(TAGS)}`
  return kind < 90 ? random.pick(['$AAPL', '$tsla']) : random.pick(NEAR)
}
