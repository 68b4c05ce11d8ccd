import { AtprotoClient } from '@typefed/atproto-client'
import type { Outcome } from '../terminal.ts'

/** Listens to everything that a server's accounts write, from now on. */
export async function followFirehose(service: string) {
  const ended = new AbortController()
  const client = new AtprotoClient({ service })
  const seen = new Map<string, string>()
  const listening = listen()

  async function listen(): Promise<void> {
    for await (const message of client.com.atproto.sync.subscribeRepos({}, { signal: ended.signal })) {
      if (message.$type !== 'com.atproto.sync.subscribeRepos#commit') continue
      for (const { action, path } of message.ops) {
        seen.set(`at://${message.repo}/${path}`, `${action} ${path}, number ${message.seq} of the stream`)
      }
    }
  }

  return {
    async waitFor(uri: string): Promise<Outcome<void>> {
      const deadline = Date.now() + 10_000
      while (!seen.has(uri)) {
        if (Date.now() > deadline) throw new Error('the event did not come within 10 seconds')
        await Promise.race([listening, new Promise((resolve) => setTimeout(resolve, 20))])
      }
      ended.abort()
      await listening.catch(() => {})
      return { value: undefined, done: seen.get(uri) ?? '' }
    },
  }
}
