import { setTimeout } from 'node:timers/promises'
import { type AtprotoClient, isResponseError, type Store } from '@typefed/atproto-client'
import type { ListNotificationsNotification as Notification } from '@typefed/atproto-client/app.bsky.notification.listNotifications'

export interface BotOptions {
  /** What to say to a mention. */
  answer: (mention: Notification) => string
  /** Where the bot keeps how far it has come. */
  state: Store
  /** Milliseconds between two looks. */
  pause: number
  signal: AbortSignal
  log: (line: string) => void
}

const SEEN = 'seen'

/** Answers mentions, oldest first, until the signal says that it is enough. */
export async function answerMentions(client: AtprotoClient, options: BotOptions): Promise<void> {
  const { answer, state, pause, signal, log } = options
  while (!signal.aborted) {
    const mentions = await mentionsSince(client, (await state.get(SEEN)) ?? '')
    for (const mention of mentions) {
      if (await isAnswered(client, mention)) log(`was answered before: ${mention.uri}`)
      else {
        const { uri } = await client.sendPost(answer(mention), { replyTo: mention, rkey: keyOf(mention) })
        log(`answered @${mention.author.handle}: ${uri}`)
      }
      await state.set(SEEN, mention.indexedAt)
    }
    await setTimeout(pause, undefined, { signal }).catch(() => {})
  }
}

async function mentionsSince(client: AtprotoClient, seen: string): Promise<Notification[]> {
  const mentions: Notification[] = []
  for await (const mention of client.app.bsky.notification.listNotifications.paginate({
    reasons: ['mention'],
  })) {
    if (mention.indexedAt <= seen) break
    mentions.push(mention)
  }
  return mentions.toReversed()
}

/**
 * The answer has the key of the mention. So a bot that was stopped after it answered, and before it noted that, finds the
 * answer there.
 */
function keyOf(mention: Notification): string {
  return mention.uri.slice(mention.uri.lastIndexOf('/') + 1)
}

async function isAnswered(client: AtprotoClient, mention: Notification): Promise<boolean> {
  try {
    await client.app.bsky.feed.post.get({ rkey: keyOf(mention) })
    return true
  } catch (error) {
    if (isResponseError(error, 'RecordNotFound')) return false
    throw error
  }
}
