import { AtprotoClient } from '@typefed/atproto-client'
import type { Outcome } from '../terminal.ts'

/** Listens to everything that a server's accounts write, from now on. */
export async function followFirehose(service: string) {
  const posts = new AtprotoClient({ service }).firehose({ collections: ['app.bsky.feed.post'] })
  const seen = new Map<string, string>()
  const listening = listen()

  async function listen(): Promise<void> {
    for await (const event of posts) {
      if (event.kind !== 'commit' || event.action === 'delete') continue
      seen.set(event.uri, `${event.action} ${event.collection}, "${event.record.text}", number ${event.seq}`)
    }
  }

  return {
    async waitFor(uri: string): Promise<Outcome<void>> {
      const deadline = Date.now() + 10_000
      while (!seen.has(uri)) {
        if (Date.now() > deadline) throw new Error('the event did not come within 10 seconds')
        await Promise.race([listening, new Promise((resolve) => setTimeout(resolve, 20))])
      }
      await posts.close()
      await listening
      return { value: undefined, done: seen.get(uri) ?? '' }
    },
  }
}
