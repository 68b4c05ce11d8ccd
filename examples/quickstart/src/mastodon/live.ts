import type { MastodonClient } from '@typefed/mastodon-client'
import type { MastodonSandbox } from '@typefed/test-servers/mastodon'
import { clip, type Outcome } from '../terminal.ts'
import { textOf } from './timeline.ts'

/** Posts come as they are written, and one that was written while the connection was lost comes too. */
export async function listenToHome(
  client: MastodonClient<'4.3'>,
  { streaming, user }: MastodonSandbox,
): Promise<Outcome<void>> {
  const details: string[] = []
  let wasLost = false
  const events = client.api.v1.streaming.user({
    backfill: true,
    onStatus: ({ type }) => {
      details.push(type)
      // By now the client has said what it wants to hear; the server may not have read it yet.
      if (type === 'open' && !wasLost) void write()
    },
  })

  async function write(): Promise<void> {
    wasLost = true
    while (!streaming.listening.includes('user')) await new Promise((resolve) => setTimeout(resolve, 5))
    streaming.post(user, 'This is live')
    streaming.closeAll(1001)
    streaming.post(user, 'Nobody was listening when this was written')
  }

  const posts: string[] = []
  for await (const { event, payload } of events) {
    if (event !== 'update') continue
    details.push(`update: ${clip(textOf(payload.content), 60)}`)
    if (posts.push(payload.id) === 2) break
  }
  return { value: undefined, done: `${posts.length} events, each once, in order:`, details }
}
