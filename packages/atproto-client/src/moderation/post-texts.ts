import type { ProfileViewBasic } from '../generated/lexicons/app.bsky.actor.defs.ts'
import type { PostView } from '../generated/lexicons/app.bsky.feed.defs.ts'
import type { Post } from '../generated/lexicons/app.bsky.feed.post.ts'
import type { RecordViewRecord } from '../generated/lexicons/app.bsky.embed.record.ts'
import type { MuteWordText } from './mute-words.ts'

/** The texts that a user sees of a post: what it says, what its pictures and videos show, the title of its link. */
export function* textsOf(
  record: PostView['record'] | RecordViewRecord['value'],
  actor: ProfileViewBasic,
): Generator<MuteWordText> {
  if (record.$type !== 'app.bsky.feed.post') return
  const { text, facets, tags: outlineTags, langs: languages, embed } = record
  yield { text, facets, outlineTags, languages, actor }
  for (const text of altTexts(embed)) yield { text, languages, actor }
  const card = cardText(embed)
  // A page has a language of its own, which nobody tells.
  if (card !== undefined) yield { text: card, actor }
}

function altTexts(embed: Post['embed']): string[] {
  const media = mediaOf(embed)
  switch (media?.$type) {
    case 'app.bsky.embed.images':
      return media.images.map(({ alt }) => alt)
    case 'app.bsky.embed.gallery':
      return media.items.flatMap((item) => (item.$type === 'app.bsky.embed.gallery#image' ? item.alt : []))
    case 'app.bsky.embed.video':
      return media.alt === undefined ? [] : [media.alt]
    default:
      return []
  }
}

function cardText(embed: Post['embed']): string | undefined {
  const media = mediaOf(embed)
  if (media?.$type !== 'app.bsky.embed.external') return undefined
  const { title, description } = media.external
  return `${title} ${description}`
}

function mediaOf(embed: Post['embed']): Post['embed'] {
  return embed?.$type === 'app.bsky.embed.recordWithMedia' ? embed.media : embed
}
