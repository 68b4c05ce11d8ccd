/** A program, and how large its bundle may be. */
export interface Budget {
  readonly name: string
  readonly code: string
  /** Thousands of bytes that are loaded at the start, minified and gzipped. */
  readonly atStart: number
  /** Thousands of bytes with what is loaded later. Default: the same, as nothing is. */
  readonly inAll?: number
}

/** Everything that an import has. */
function everythingOf(specifier: string, atStart: number, inAll?: number): Budget {
  const code = `export * from '${specifier}'`
  return { name: `\`${specifier}\``, code, atStart, ...(inAll !== undefined && { inAll }) }
}

/** A row each in the README, in this order. Raise a number only for what users get in return. */
export const BUDGETS: readonly Budget[] = [
  everythingOf('@typefed/atproto-client', 53, 119),
  everythingOf('@typefed/atproto-client/slim', 29, 33.5),
  everythingOf('@typefed/atproto-client/rich-text', 10),
  everythingOf('@typefed/atproto-client/moderation', 13),
  everythingOf('@typefed/atproto-client/identity', 8),
  everythingOf('@typefed/atproto-client/streaming', 8, 52),
  everythingOf('@typefed/atproto-client/archive', 29.5, 39.5),
  {
    name: 'Bluesky: log in and create a record',
    code: `import { PasswordSession, XrpcClient } from '@typefed/atproto-client/slim'
import { createRecord } from '@typefed/atproto-client/com.atproto.repo.createRecord'
const session = await PasswordSession.login({ service: 'https://server.test', identifier: 'a', password: 'b' })
await new XrpcClient({ session }).call(createRecord, globalThis.record)`,
    atStart: 13.5,
    inAll: 17.5,
  },
  {
    name: 'Bluesky: log in and read a timeline',
    code: `import { PasswordSession, XrpcClient } from '@typefed/atproto-client/slim'
import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
const session = await PasswordSession.login({ service: 'https://server.test', identifier: 'a', password: 'b' })
console.log(await new XrpcClient({ session }).call(getTimeline, { limit: 10 }))`,
    atStart: 17.5,
    inAll: 21.5,
  },
  everythingOf('@typefed/mastodon-client', 36.5, 60),
  everythingOf('@typefed/mastodon-client/slim', 15.5),
  everythingOf('@typefed/mastodon-client/oauth', 11.5),
  everythingOf('@typefed/mastodon-client/streaming', 25.5),
  everythingOf('@typefed/mastodon-client/operations', 24),
  everythingOf('@typefed/mastodon-client/schemas', 12),
  {
    name: 'Mastodon: post and walk the home timeline',
    code: `import { paginate, RestClient } from '@typefed/mastodon-client/slim'
import { createStatus, getHomeTimeline } from '@typefed/mastodon-client/operations'
const client = new RestClient({ url: 'https://server.test', accessToken: 'a' })
await client.call(createStatus, { body: { status: 'Hello' } })
for await (const status of paginate(client, getHomeTimeline, { maxItems: 100 })) console.log(status.content)`,
    atStart: 14,
  },
  everythingOf('@typefed/core', 5),
  everythingOf('@typefed/core/internal', 15),
  everythingOf('@typefed/core/pipeline', 9),
  everythingOf('@typefed/core/lazy', 0.5, 13),
  everythingOf('@typefed/core/wire', 4),
  everythingOf('@typefed/core/socket', 6),
  everythingOf('@typefed/core/lexicon', 6),
  everythingOf('@typefed/core/rest', 6),
  everythingOf('@typefed/core/rest-client', 10.5),
  everythingOf('@typefed/core/public-address', 2.5),
  everythingOf('@typefed/core/ky', 10.5),
]
