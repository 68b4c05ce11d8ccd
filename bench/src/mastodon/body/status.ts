import { sentence } from '../../body/text.ts'
import type { Json } from '../../faults.ts'
import { account, emoji, link } from './account.ts'
import { card, image, poll, video } from './enclosures.ts'
import type { Random } from './random.ts'

export type StatusKind = 'text' | 'tags' | 'images' | 'video' | 'card' | 'poll' | 'reply' | 'quote' | 'boost'

/** A post as version 4.6 shows it to someone who is logged in. */
export function status(random: Random, kind: StatusKind, boosted: StatusKind = 'text'): Json {
  if (kind === 'boost') return boost(random, boosted)
  const by = account(random)
  const id = random.id()
  const mentions = kind === 'reply' ? [mention(random)] : []
  const tags = kind === 'tags' ? [tag(random), tag(random)] : []
  return {
    ...common(random, id, by),
    in_reply_to_id: kind === 'reply' ? random.id() : null,
    in_reply_to_account_id: mentions[0]?.id ?? null,
    sensitive: random.chance(10),
    spoiler_text: random.chance(10) ? sentence(random, 20) : '',
    visibility: random.chance(85) ? 'public' : random.pick(['unlisted', 'private']),
    language: random.pick(['en', 'de', 'ja', 'pt-BR']),
    edited_at: random.chance(15) ? random.datetime() : null,
    replies_count: random.below(30),
    reblogs_count: random.below(300),
    favourites_count: random.below(900),
    quotes_count: random.below(10),
    content: content(random, kind, mentions, tags),
    filtered: [],
    reblog: null,
    ...(by.acct === by.username && { application: { name: 'Web', website: null } }),
    media_attachments: enclosed(random, kind),
    mentions,
    tags,
    emojis: kind === 'tags' ? [emoji(random, 'blobcat')] : [],
    card: kind === 'card' ? card(random) : null,
    poll: kind === 'poll' ? poll(random) : null,
    quote: kind === 'quote' ? { state: 'accepted', quoted_status: status(random, 'text') } : null,
    quote_approval: { automatic: ['public'], manual: [], current_user: 'automatic' },
  }
}

/** A boost holds the boosted post, and says the same of it once more around it. */
function boost(random: Random, kind: StatusKind): Json {
  const by = account(random)
  const reblog = status(random, kind)
  const id = random.id()
  const { account: _account, uri: _uri, url: _url, ...same } = reblog
  const uri = `${by.url}/statuses/${id}/activity`
  return {
    ...same,
    ...common(random, id, by),
    uri,
    url: uri,
    media_attachments: [],
    mentions: [],
    tags: [],
    emojis: [],
    card: null,
    poll: null,
    quote: null,
    reblog,
  }
}

function common(random: Random, id: string, by: Json & { username: string; url: string }): Json {
  return {
    id,
    created_at: random.datetime(),
    uri: `${by.url.replace('@', 'users/')}/statuses/${id}`,
    url: `${by.url}/${id}`,
    account: by,
    favourited: random.chance(20),
    reblogged: random.chance(10),
    muted: false,
    bookmarked: random.chance(5),
    tagged_collections: [],
  }
}

function content(random: Random, kind: StatusKind, mentions: readonly Json[], tags: readonly Json[]): string {
  const names = mentions.map(
    ({ url, username }) =>
      `<span class="h-card" translate="no"><a href="${String(url)}" class="u-url mention">@<span>${String(username)}</span></a></span> `,
  )
  const hashtags = tags.map(
    ({ url, name }) =>
      ` <a href="${String(url)}" class="mention hashtag" rel="tag">#<span>${String(name)}</span></a>`,
  )
  const page = kind === 'card' ? `<p>${link(`https://news.example.com/2026/${random.id()}`)}</p>` : ''
  const text = sentence(random, 60 + random.below(280))
  return `<p>${names.join('')}${text}${hashtags.join('')}</p>${page}`
}

function enclosed(random: Random, kind: StatusKind): Json[] {
  if (kind === 'video') return [video(random)]
  return kind === 'images' ? Array.from({ length: 1 + random.below(4) }, () => image(random)) : []
}

function mention(random: Random) {
  const { id, username, acct, url } = account(random)
  return { id, username, acct, url }
}

function tag(random: Random): Json {
  const name = random.pick(['art', 'dogs', 'fediverse', 'caturday', 'photography'])
  return { name, url: `https://example.social/tags/${name}` }
}
