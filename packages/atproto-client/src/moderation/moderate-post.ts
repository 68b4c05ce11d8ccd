import type { RecordView } from '../generated/lexicons/app.bsky.embed.record.ts'
import type { PostView } from '../generated/lexicons/app.bsky.feed.defs.ts'
import type { ModerationCause } from './causes.ts'
import { authorCauses, decide, relationCauses } from './decide-author.ts'
import type { ModerationDecision } from './decision.ts'
import { labelCauses } from './label-cause.ts'
import { matchMuteWords } from './mute-words.ts'
import type { ModerationOptions } from './options.ts'
import { textsOf } from './post-texts.ts'

type Quoted = RecordView['record'] | undefined

/**
 * How a post is to be shown: by its labels, its words and what it quotes, and by what is between the user and its author.
 *
 * ```ts
 * const decision = moderatePost(post, { userDid: client.did, prefs, labelDefs })
 * if (decision.ui('contentList').filter) continue
 * ```
 */
export function moderatePost(post: PostView, options: ModerationOptions): ModerationDecision {
  const { author, labels, embed } = post
  const quoted = quotedBy(embed)
  const causes: ModerationCause[] = [
    ...labelCauses('content', labels, author.did, options),
    ...hiddenCauses(post, quoted, options),
    ...muteWordCauses(post, quoted, options),
    ...quotedCauses(quoted, options).map((cause) => ({ ...cause, downgraded: true })),
  ]
  return decide(author, causes, options)
}

function quotedBy(embed: PostView['embed']): Quoted {
  switch (embed?.$type) {
    case 'app.bsky.embed.record#view':
      return embed.record
    case 'app.bsky.embed.recordWithMedia#view':
      return embed.record.record
    default:
      return undefined
  }
}

function hiddenCauses({ uri }: PostView, quoted: Quoted, { prefs }: ModerationOptions): ModerationCause[] {
  const isHidden =
    prefs.hiddenPosts.includes(uri) ||
    (quoted?.$type === 'app.bsky.embed.record#viewRecord' && prefs.hiddenPosts.includes(quoted.uri))
  return isHidden ? [{ type: 'hidden', source: { type: 'user' }, priority: 6 }] : []
}

/** The muted words of the first text that has any. */
function muteWordCauses(
  { author, record }: PostView,
  quoted: Quoted,
  { userDid, prefs: { mutedWords } }: ModerationOptions,
): ModerationCause[] {
  if (mutedWords.length === 0 || author.did === userDid) return []
  const texts = [...textsOf(record, author)]
  if (quoted?.$type === 'app.bsky.embed.record#viewRecord') {
    texts.push(...textsOf(quoted.value, quoted.author))
  }
  for (const text of texts) {
    const matches = matchMuteWords({ mutedWords, ...text })
    if (matches) return [{ type: 'mute-word', source: { type: 'user' }, priority: 6, matches }]
  }
  return []
}

function quotedCauses(quoted: Quoted, options: ModerationOptions): ModerationCause[] {
  switch (quoted?.$type) {
    case 'app.bsky.embed.record#viewRecord':
      return [
        ...labelCauses('content', quoted.labels, quoted.author.did, options),
        ...authorCauses(quoted.author, options),
      ]
    case 'app.bsky.embed.record#viewBlocked':
      return relationCauses(quoted.author.viewer)
    default:
      return []
  }
}
