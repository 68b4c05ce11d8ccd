import { AtprotoClient, isUnauthorizedError } from '@typefed/atproto-client'
import type { FirehoseEvent } from '@typefed/atproto-client/streaming'
import { picture } from './picture.ts'
import { type Addresses, requireThat, type Step } from './step.ts'

export function atprotoSteps({ pds, plc, identifier, password }: Addresses): Step[] {
  const client = new AtprotoClient({ service: pds })
  let posted = ''
  return [
    {
      name: 'AT Protocol: log in',
      async run() {
        const wrong = await new AtprotoClient({ service: pds })
          .login({ identifier, password: 'wrong' })
          .catch((error: unknown) => error)
        requireThat(isUnauthorizedError(wrong), `a wrong password gave ${String(wrong)}`)
        const { handle } = await client.login({ identifier, password })
        return handle
      },
    },
    {
      name: 'AT Protocol: post with facets',
      async run(signal) {
        const { uri } = await client.sendPost(`Grüezi @${identifier} 👋 https://example.com #smoke`, {
          signal,
        })
        const { value } = await client.app.bsky.feed.post.get({ uri })
        requireThat(value.facets?.length === 3, `the post has ${value.facets?.length} facets, not 3`)
        posted = uri
        return uri
      },
    },
    {
      name: 'AT Protocol: timeline page',
      async run(signal) {
        const pages = client.app.bsky.feed.getTimeline.paginate({ limit: 5 }, { signal }).pages()
        const sizes: number[] = []
        for await (const { feed } of pages) if (sizes.push(feed.length) === 2) break
        requireThat(sizes.join() === '5,5', `two pages of five hold ${sizes.join()}`)
        return `pages of ${sizes.join(' and ')}`
      },
    },
    {
      name: 'AT Protocol: upload',
      async run(signal) {
        const bytes = picture()
        const image = new Blob([bytes], { type: 'image/png' })
        const { uri } = await client.sendImage('One pixel', { image, alt: 'One pixel' }, { signal })
        const { value } = await client.app.bsky.feed.post.get({ uri })
        requireThat(value.embed?.$type === 'app.bsky.embed.images', 'the post has no image')
        const size = value.embed.images[0]?.image.size
        requireThat(size === bytes.length, `${bytes.length} bytes became ${size}`)
        return `${size} bytes`
      },
    },
    {
      name: 'AT Protocol: subscribe',
      async run(signal) {
        // From the beginning: what was posted before is on it, however long connecting takes.
        for await (const message of client.com.atproto.sync.subscribeRepos({ cursor: 0 }, { signal })) {
          if (message.$type !== 'com.atproto.sync.subscribeRepos#commit') continue
          const uris = message.ops.map(({ path }) => `at://${message.repo}/${path}`)
          if (uris.includes(posted)) return `commit ${message.seq}`
        }
        throw new Error('the stream ended')
      },
    },
    {
      name: 'AT Protocol: firehose, verified',
      async run(signal) {
        const { promise: fault, reject } = Promise.withResolvers<never>()
        const events = client.firehose({
          cursor: 0,
          collections: ['app.bsky.feed.post'],
          verify: { plcUrl: plc },
          onError: reject,
          signal,
        })
        return Promise.race([fault, textOf(events, posted)])
      },
    },
    {
      name: 'AT Protocol: delete and log out',
      async run() {
        await client.deletePost(posted)
        await client.logout()
        return posted
      },
    },
  ]
}

async function textOf(
  events: AsyncIterable<FirehoseEvent<'app.bsky.feed.post'>>,
  uri: string,
): Promise<string> {
  for await (const event of events) {
    if (event.kind === 'commit' && event.action === 'create' && event.uri === uri) return event.record.text
  }
  throw new Error('the stream ended')
}
