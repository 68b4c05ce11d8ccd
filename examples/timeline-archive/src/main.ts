// Keeps the home timeline in an SQLite file. Stop it with Ctrl-C: what it has is kept, and it goes on there.
import { AtprotoClient } from '@typefed/atproto-client'
import { Archive } from './archive.ts'
import { archiveTimeline } from './walk.ts'

const { IDENTIFIER, PASSWORD, SERVICE, FILE = 'timeline.sqlite', LIMIT = '100' } = process.env
if (!IDENTIFIER || !PASSWORD) {
  console.error('IDENTIFIER and PASSWORD must be set: a handle and an app password.')
  process.exit(2)
}

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const client = new AtprotoClient(SERVICE ? { service: SERVICE } : {})
await client.login({ identifier: IDENTIFIER, password: PASSWORD })
using archive = new Archive(FILE)
console.log(`${archive.size} posts in ${FILE}`)
await archiveTimeline(client, archive, {
  limit: Number(LIMIT),
  signal: stop.signal,
  onPage: (added) => console.log(`${archive.size} posts, ${added} of them new`),
})
console.log(stop.signal.aborted ? 'interrupted' : 'up to date')
