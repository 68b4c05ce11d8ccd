import { isUnauthorizedError, MastodonClient } from '@typefed/mastodon-client'
import { picture } from './picture.ts'
import { type Addresses, requireThat, type Step } from './step.ts'

export function mastodonSteps({ mastodon: url, accessToken }: Addresses): Step[] {
  const client = new MastodonClient({ url, accessToken, minVersion: '4.3' })
  return [
    {
      name: 'Mastodon: who am I, and on what',
      async run() {
        const stranger = new MastodonClient({ url, accessToken: 'wrong' })
        const wrong = await stranger.api.v1.accounts.verify_credentials.get().catch((error: unknown) => error)
        requireThat(isUnauthorizedError(wrong), `a wrong token gave ${String(wrong)}`)
        const { username } = await client.api.v1.accounts.verify_credentials.get()
        const { version } = await client.server()
        return `${username}, ${version}`
      },
    },
    {
      name: 'Mastodon: upload and post',
      async run() {
        const file = new File([picture()], 'pixel.png', { type: 'image/png' })
        const media = await client.uploadMedia({ file, description: 'One pixel' })
        const status = 'Grüezi 👋 #smoke'
        const posted = await client.api.v1.statuses.post({ body: { status, media_ids: [media.id] } })
        requireThat('content' in posted, 'the post waits for its time')
        const { content, media_attachments } = posted
        requireThat(content.includes('Grüezi 👋'), `the post reads ${content}`)
        requireThat(media_attachments[0]?.id === media.id, 'the post has no picture')
        return content
      },
    },
    {
      name: 'Mastodon: timeline page',
      async run() {
        const sizes: number[] = []
        const pages = client.api.v1.timelines.home.get.paginate({ params: { limit: 5 } }).pages()
        for await (const { items } of pages) if (sizes.push(items.length) === 2) break
        requireThat(sizes.join() === '5,5', `two pages of five hold ${sizes.join()}`)
        return `pages of ${sizes.join(' and ')}`
      },
    },
    {
      name: 'Mastodon: stream',
      async run(signal) {
        const status = `Seen on a stream ${crypto.randomUUID()}`
        const stream = client.api.v1.streaming.user({ signal })
        // Nobody tells when the server listens: it is posted until one post comes by.
        const posting = setInterval(() => void client.api.v1.statuses.post({ body: { status } }), 250)
        try {
          for await (const event of stream) {
            if (event.event === 'update' && event.payload.content.includes(status)) return event.event
          }
        } finally {
          clearInterval(posting)
        }
        throw new Error('the stream ended')
      },
    },
  ]
}
