import { validationError } from '@typefed/core/internal'
import { type Post, post as postRecord } from '../generated/lexicons/app.bsky.feed.post.ts'
import type { Threadgate } from '../generated/lexicons/app.bsky.feed.threadgate.ts'
import { type Caller, requireDid } from '../caller.ts'
import { callOptions } from './options.ts'
import { type Postable, richTextOf, type TextOptions } from './postable.ts'
import { type ReplyRefs, type ReplyTarget, replyTo as findReply } from './reply.ts'
import { refOf, type StrongRef } from './subjects.ts'
import { writeGated } from './threadgate.ts'
import { dateOf, write, type WriteOptions } from './write-record.ts'

/** Pictures, a video, a link card or another record that a post shows. */
export type Embed = NonNullable<Post['embed']>

export interface SendPostOptions extends WriteOptions, TextOptions {
  /** The post that this one replies to: `{ uri, cid }`, a view of it, or root and parent where both are known. */
  replyTo?: ReplyTarget
  /** The post (or feed, or list) that this one quotes. Goes together with an `embed` of pictures, a video or a link. */
  quote?: StrongRef
  embed?: Embed
  /** The languages of the text: `['en']`. At most 3. */
  langs?: string[]
  /** What the author says the post contains, as a warning: `{ $type: 'com.atproto.label.defs#selfLabels', values }`. */
  labels?: NonNullable<Post['labels']>
  /** Tags besides those in the text, without #. At most 8. */
  tags?: string[]
  /** Who may reply: rules of `app.bsky.feed.threadgate`, an empty list for nobody. For the first post of a thread. */
  threadgate?: NonNullable<Threadgate['allow']>
  /** The key of the record. Default: a new TID, greater than any before. */
  rkey?: string
}

/**
 * Writes a post. Answers with `{ uri, cid }`, to reply to it, quote it or delete it.
 *
 * A plain string has the facets (mentions, links, tags) that the options give it: this function finds none by itself, so
 * that a bundle without detection stays small. Give it `detect`, or use the method `client.sendPost`, which detects.
 *
 * A reply to `{ uri, cid }` reads that post, to find the root of its thread; a reply to a view does not need to.
 *
 * ```ts
 * const first = await sendPost(client, 'Hello')
 * await sendPost(client, 'and again', { replyTo: first, langs: ['en'] })
 * ```
 *
 * Throws LoginRequiredError without a session, and ValidationError if the post does not keep its lexicon (300 graphemes,
 * 3,000 bytes); both before anything is sent.
 */
export async function sendPost(
  client: Caller,
  post: Postable,
  options: SendPostOptions = {},
): Promise<StrongRef> {
  const { replyTo, quote, embed, langs, labels, tags, threadgate, rkey, createdAt } = options
  requireDid(client, 'sendPost')
  if (replyTo && threadgate)
    throw validationError('sendPost', ['threadgate'], 'the first post of a thread', 'a reply')
  const call = callOptions(options)
  const shown = embedOf(embed, quote)
  const { text, facets } = await richTextOf(post, options)
  const reply: ReplyRefs | undefined = replyTo && (await findReply(client, replyTo, call))
  const record: Post = {
    text,
    ...(facets?.length && { facets }),
    ...(reply && { reply }),
    ...(shown && { embed: shown }),
    ...(langs && { langs }),
    ...(labels && { labels }),
    ...(tags && { tags }),
    createdAt: dateOf(createdAt),
  }
  const at = { ...call, ...(rkey !== undefined && { rkey }) }
  return threadgate
    ? writeGated(client, record, threadgate, at)
    : write(client, 'sendPost', postRecord, record, at)
}

/** What media may stand beside a quote, by the lexicon of `app.bsky.embed.recordWithMedia`. */
function embedOf(embed: Embed | undefined, quote: StrongRef | undefined): Embed | undefined {
  if (!quote) return embed
  const record = { $type: 'app.bsky.embed.record', record: refOf(quote) } as const
  if (!embed) return record
  if (embed.$type === 'app.bsky.embed.record' || embed.$type === 'app.bsky.embed.recordWithMedia') {
    throw validationError('sendPost', ['embed'], 'pictures, a video or a link beside the quote', embed.$type)
  }
  return { $type: 'app.bsky.embed.recordWithMedia', record, media: embed }
}
