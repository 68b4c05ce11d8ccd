import { AtprotoClient } from '@typefed/atproto-client'
import { MastodonClient } from '@typefed/mastodon-client'
import { requireThat, type Step } from '../smoke/step.ts'
import { DID, type FetchDouble, fetchDouble, HANDLE } from './fetch-double.ts'
import { BIG_RELAY, SocketDouble } from './socket-double.ts'

const GIF = new TextEncoder().encode('GIF89a, more or less')

/** Takes every way on which the clients load code late, without a network. */
export function lazySteps(): Step[] {
  const servers = fetchDouble()
  const { fetch } = servers
  Object.assign(globalThis, { WebSocket: SocketDouble })
  return [...atprotoSteps(new AtprotoClient({ fetch }), servers), ...mastodonSteps(servers)]
}

function atprotoSteps(client: AtprotoClient, servers: FetchDouble): Step[] {
  return [
    {
      name: 'AT Protocol: log in by a handle whose server is looked up',
      async run() {
        const { did } = await client.login({ identifier: HANDLE, password: 'abcd-efgh-ijkl-mnop' })
        requireThat(did === DID, `logged in as ${did}`)
        return did
      },
    },
    ...[
      { what: 'bytes', file: () => GIF },
      { what: 'a Blob without a type', file: () => new Blob([GIF]) },
      { what: 'a stream', file: () => new Blob([GIF]).stream() },
    ].map(({ what, file }) => ({
      name: `AT Protocol: upload ${what}`,
      async run() {
        const { mimeType, size } = await client.uploadBlob(file())
        requireThat(mimeType === 'image/gif', `the type is ${mimeType}`)
        requireThat(size === GIF.length, `${size} bytes came`)
        return mimeType
      },
    })),
    {
      name: 'AT Protocol: post with facets',
      async run() {
        await client.sendPost(`Hello @${HANDLE}, see https://example.com #lazy`)
        const { record } = JSON.parse(servers.received.at(-1)?.text ?? '{}') as {
          record: { facets?: unknown[] }
        }
        requireThat(record.facets?.length === 3, `the post has ${record.facets?.length} facets`)
        return '3 facets'
      },
    },
    {
      name: 'AT Protocol: a request is tried again',
      run: () =>
        triesOf(servers, 'GET https://pds.example.com/xrpc/app.bsky.feed.getTimeline', () =>
          client.app.bsky.feed.getTimeline({}),
        ),
    },
    {
      name: 'AT Protocol: a mistake is explained, and a call is logged',
      async run() {
        const lines: string[] = []
        const log = (line: string) => void lines.push(line)
        const logger = { debug: log, info: log, warn: log, error: log }
        await client.with({ logger }).app.bsky.feed.getTimeline({})
        const uri = 'https://bsky.app/profile/alice.example/post/3jzfcijpj2z2a'
        const error: unknown = await client.app.bsky.feed
          .getPostThread({ uri })
          .catch((reason: unknown) => reason)
        requireThat(String(error).includes('parseBskyUrl'), `the error is ${String(error)}`)
        while (lines.length < 2) await new Promise((resolve) => setTimeout(resolve, 10))
        return lines[0] ?? ''
      },
    },
    {
      name: 'AT Protocol: subscribe',
      run: (signal) =>
        first(client.com.atproto.sync.subscribeRepos({}, { signal }), ({ $type }) =>
          $type.endsWith('#identity'),
        ),
    },
    {
      name: 'AT Protocol: firehose, verified',
      run: (signal) => first(client.firehose({ verify: true, signal }), ({ kind }) => kind === 'identity'),
    },
    {
      name: 'AT Protocol: Jetstream, loaded late',
      async run(signal) {
        const { jetstream } = await import('@typefed/atproto-client/streaming')
        return first(jetstream({ signal, compress: false }), ({ kind }) => kind === 'identity')
      },
    },
    {
      name: 'AT Protocol: a repository that has to be fetched, and cannot be',
      async run(signal) {
        const { firehose } = await import('@typefed/atproto-client/streaming')
        const errors: Error[] = []
        const onError = (error: Error) => void errors.push(error)
        const verify = { fetchRepositories: true, plcUrl: 'https://plc.invalid' }
        const stream = firehose(`wss://${BIG_RELAY}`, { verify, onError, signal })
        const kinds: string[] = []
        for await (const { kind } of stream) if (kinds.push(kind) === 2) break
        requireThat(kinds.join() === 'sync,identity', `the events are ${kinds.join()}`)
        requireThat(errors.length === 1, `${errors.length} errors were reported`)
        return errors[0]?.name ?? ''
      },
    },
    {
      name: 'AT Protocol: other parts, loaded late',
      async run() {
        const { segments } = await import('@typefed/atproto-client/rich-text')
        const { cleanIdentifier } = await import('@typefed/atproto-client/identity')
        const { moderateProfile } = await import('@typefed/atproto-client/moderation')
        requireThat([...segments('a', [])].length === 1, 'a text has no segment')
        return `${cleanIdentifier(`@${HANDLE}`)}, ${typeof moderateProfile}`
      },
    },
  ]
}

function mastodonSteps(servers: FetchDouble): Step[] {
  const { fetch } = servers
  const client = new MastodonClient({ url: 'https://mastodon.example.com', accessToken: 'secret', fetch })
  return [
    {
      name: 'Mastodon: a request is tried again',
      run: () =>
        triesOf(servers, 'GET https://mastodon.example.com/api/v1/timelines/home', () =>
          client.api.v1.timelines.home.get({}),
        ),
    },
    {
      name: 'Mastodon: a mistake is an error of the client',
      async run() {
        const error: unknown = await client.api.v1
          .statuses('')
          .get()
          .catch((reason: unknown) => reason)
        requireThat((error as Error).name === 'ValidationError', `the error is ${String(error)}`)
        return 'ValidationError'
      },
    },
    {
      name: 'Mastodon: stream',
      run: (signal) => first(client.api.v1.streaming.user({ signal }), ({ event }) => event === 'delete'),
    },
  ]
}

async function triesOf(servers: FetchDouble, target: string, call: () => Promise<unknown>): Promise<string> {
  servers.failOnce(target)
  await call()
  const tries = servers.received.filter((one) => one.target === target).length
  requireThat(tries === 2, `it was tried ${tries} times`)
  return 'twice'
}

async function first<T>(events: AsyncIterable<T>, isRight: (event: T) => boolean): Promise<string> {
  for await (const event of events) {
    requireThat(isRight(event), `it is ${JSON.stringify(event)}`)
    return JSON.stringify(event)
  }
  throw new Error('the stream ended')
}
