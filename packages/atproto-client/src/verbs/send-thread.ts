import { createTid } from '../repo/tid.ts'
import { type CallOptions, isResponseError } from '@typefed/core'
import { validationError } from '@typefed/core/internal'
import { getRecord } from '../generated/lexicons/com.atproto.repo.getRecord.ts'
import { type Caller, requireDid } from '../caller.ts'
import { callOptions } from './options.ts'
import type { Postable } from './postable.ts'
import { type ReplyRefs, replyTo as findReply } from './reply.ts'
import { sendPost, type SendPostOptions } from './send-post.ts'
import { refOf, type StrongRef } from './subjects.ts'
import { ThreadError, type ThreadProgress } from './thread-error.ts'

/** A post of a thread, with what a post may have besides its text. */
export interface ThreadPost extends Omit<
  SendPostOptions,
  keyof CallOptions | 'replyTo' | 'threadgate' | 'rkey' | 'detect'
> {
  post: Postable
}

export interface SendThreadOptions
  extends CallOptions, Pick<SendPostOptions, 'replyTo' | 'threadgate' | 'detect' | 'langs'> {
  /** Goes on where an earlier call with the same posts ended: the `progress` of its ThreadError. */
  resume?: ThreadProgress
}

/**
 * Writes posts that each reply to the one before. Answers with all of them, in order.
 *
 * ```ts
 * try {
 *   await sendThread(client, posts)
 * } catch (error) {
 *   if (isThreadError(error)) await sendThread(client, posts, { resume: error.progress })
 * }
 * ```
 *
 * Throws LoginRequiredError without a session, else ThreadError with the reason as its `cause`. To go on after one writes
 * no post twice, even if an answer was lost.
 */
export async function sendThread(
  client: Caller,
  posts: readonly (Postable | ThreadPost)[],
  options: SendThreadOptions = {},
): Promise<StrongRef[]> {
  const did = requireDid(client, 'sendThread')
  const { replyTo, threadgate, detect, langs, resume } = options
  if (replyTo && threadgate)
    throw validationError('sendThread', ['threadgate'], 'the first post of a thread', 'a reply')
  const call = callOptions(options)
  const written = [...(resume?.written ?? [])]
  let rkey = resume?.rkey
  try {
    const lost = rkey !== undefined && (await readPost(client, did, rkey, call))
    if (lost) written.push(lost)
    if (lost) rkey = undefined
    let place = replyTo && (await findReply(client, replyTo, call))
    const [first] = written
    if (first) place = { root: place?.root ?? first, parent: written.at(-1) ?? first }
    for (const item of posts.slice(written.length)) {
      const { post, ...own } = isThreadPost(item) ? item : { post: item }
      rkey ??= createTid()
      const sent: StrongRef = await sendPost(client, post, {
        ...call,
        ...(langs && { langs }),
        ...(detect && { detect }),
        ...own,
        ...(place ? { replyTo: place } : threadgate && { threadgate }),
        rkey,
      })
      rkey = undefined
      written.push(sent)
      place = { root: place?.root ?? sent, parent: sent } satisfies ReplyRefs
    }
    return written
  } catch (error) {
    throw new ThreadError({ written, rkey }, posts.length, error)
  }
}

function isThreadPost(item: Postable | ThreadPost): item is ThreadPost {
  return typeof item === 'object' && 'post' in item
}

async function readPost(
  client: Caller,
  repo: string,
  rkey: string,
  call: CallOptions,
): Promise<StrongRef | undefined> {
  try {
    const { uri, cid } = await client.call(getRecord, { repo, collection: 'app.bsky.feed.post', rkey }, call)
    return cid === undefined ? undefined : refOf({ uri, cid })
  } catch (error) {
    if (isResponseError(error, 'RecordNotFound')) return undefined
    throw error
  }
}
