// What users write, against what is published: it is type-checked and run in a project with nothing else in it.
import { AtprotoClient, isUnauthorizedError } from '@typefed/atproto-client'
import { type FeedViewPost, feedViewPost } from '@typefed/atproto-client/app.bsky.feed.defs'
import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
import { cleanIdentifier } from '@typefed/atproto-client/identity'
import { moderatePost } from '@typefed/atproto-client/moderation'
import { fileStore } from '@typefed/atproto-client/node'
import { TextBuilder } from '@typefed/atproto-client/rich-text'
import { XrpcClient } from '@typefed/atproto-client/slim'
import { type FirehoseEvent, jetstream } from '@typefed/atproto-client/streaming'
import { defineConfig } from '@typefed/codegen'
import { isValidationError, type TypefedError } from '@typefed/core'
import { kyHandler } from '@typefed/core/ky'
import { openSocket } from '@typefed/core/socket'
import { string, validate } from '@typefed/core/wire'
import { isUnsupported, MastodonClient, type Status } from '@typefed/mastodon-client'
import { fileFromPath } from '@typefed/mastodon-client/node'
import { authorizeUrl } from '@typefed/mastodon-client/oauth'
import { createStatus } from '@typefed/mastodon-client/operations'
import { getHomeTimeline } from '@typefed/mastodon-client/operations/timelines'
import { status } from '@typefed/mastodon-client/schemas/Status'
import { RestClient } from '@typefed/mastodon-client/slim'
import { StreamingClient } from '@typefed/mastodon-client/streaming'

const bluesky = new AtprotoClient({ service: 'http://127.0.0.1:9' })
const mastodon = new MastodonClient({ url: 'http://127.0.0.1:9', minVersion: '4.3' })

/** Types, as far as a user sees them. */
export async function readTimelines(): Promise<string[]> {
  const { feed } = await bluesky.app.bsky.feed.getTimeline({ limit: 10 })
  const texts = feed.map(textOf)
  // @ts-expect-error a limit is a number
  await bluesky.app.bsky.feed.getTimeline({ limit: '10' })
  for await (const item of mastodon.api.v1.timelines.home.get.paginate({ maxItems: 10 }))
    texts.push(label(item))
  return texts
}

function textOf({ post }: FeedViewPost): string {
  return post.record.$type === 'app.bsky.feed.post' ? post.record.text : post.uri
}

function label(item: Status<'4.3'>): string {
  return isUnsupported(item.quote) ? 'no quotes here' : item.content
}

/** Events narrow by what they say they are. */
export function read(event: FirehoseEvent<'app.bsky.feed.post'>): string {
  return event.kind === 'commit' && event.action === 'create' ? event.record.text : event.did
}

const rich = new TextBuilder().text('See ').link('this', 'https://example.com')
const reached: Record<string, unknown> = {
  facets: rich.buildFacets().length,
  nsid: getTimeline.name,
  identifier: cleanIdentifier('@Alice.Example'),
  wrongPost: feedViewPost['~standard'].validate({}),
  moderates: typeof moderatePost,
  stores: typeof fileStore('sessions').get,
  slim: typeof new XrpcClient({ service: 'http://127.0.0.1:9', fetch: kyHandler() }).call,
  config: defineConfig({ sources: [{ folder: 'lexicons' }], output: 'src/generated' }).output,
  streams: [jetstream, openSocket, StreamingClient].map((one) => typeof one),
  wire: validate(string(), 1, 'lenient')?.length,
  files: typeof fileFromPath,
  oauth: typeof authorizeUrl,
  operations: [createStatus.path, getHomeTimeline.path],
  wrongStatus: status['~standard'].validate({}),
  rest: typeof new RestClient({ url: 'http://127.0.0.1:9' }).call,
}

const caught: unknown = await bluesky.app.bsky.feed
  .getTimeline({ limit: 1000 })
  .catch((error: unknown) => error)
if (!isValidationError(caught) || isUnauthorizedError(caught))
  throw new Error('a limit of 1000 was not refused')
const { message }: TypefedError = caught

console.log(JSON.stringify({ message, ...reached }))
