import type { AtprotoClient } from '@typefed/atproto-client'
import type { FeedViewPost } from '@typefed/atproto-client/app.bsky.feed.defs'
import {
  BLUESKY_LABELER,
  getLabelDefinitions,
  getModerationPreferences,
  type ModerationCause,
  type ModerationOptions,
  moderatePost,
} from '@typefed/atproto-client/moderation'

/** A post as it is to be shown. */
export interface Shown {
  author: string
  /** `undefined`: covered, and not to be uncovered. */
  text: string | undefined
  /** Why it is covered. */
  cover: string | undefined
  /** What is to be said beside it. */
  notes: string[]
}

/** Reads the timeline with the labels of the account's labelers, and as its preferences ask for it. */
export async function readTimeline(
  client: AtprotoClient,
  maxItems: number,
): Promise<{ shown: Shown[]; hidden: number }> {
  const prefs = await getModerationPreferences(client)
  const labelDefs = await getLabelDefinitions(client, prefs)
  const options: ModerationOptions = { userDid: client.me.did, prefs, labelDefs }
  const labelers = prefs.labelers.map(({ did }) => did)
  const labeled = client.withLabelers(labelers, { redact: [BLUESKY_LABELER] })

  const shown: Shown[] = []
  let hidden = 0
  for await (const item of labeled.app.bsky.feed.getTimeline.paginate({}, { maxItems })) {
    const seen = look(item, options)
    if (seen) shown.push(seen)
    else hidden++
  }
  return { shown, hidden }
}

function look({ post }: FeedViewPost, options: ModerationOptions): Shown | undefined {
  const decision = moderatePost(post, options)
  const list = decision.ui('contentList')
  if (list.filter) return undefined
  const text = post.record.$type === 'app.bsky.feed.post' ? post.record.text : ''
  const [cover] = [...list.blurs, ...decision.ui('contentMedia').blurs].map(nameOf)
  return {
    author: post.author.handle,
    text: list.blur && list.noOverride ? undefined : text,
    cover,
    notes: [...list.alerts, ...list.informs].map(nameOf),
  }
}

function nameOf(cause: ModerationCause): string {
  return cause.type === 'label' ? cause.label.val : cause.type
}
