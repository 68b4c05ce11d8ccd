// Posts what it reads on both networks: `npm start -- --image cat.png --alt 'A cat' < post.txt`
import { openAsBlob } from 'node:fs'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { AtprotoClient } from '@typefed/atproto-client'
import { MastodonClient } from '@typefed/mastodon-client'
import { postOnBluesky, postOnMastodon } from './networks.ts'

const { IDENTIFIER, PASSWORD, SERVICE, MASTODON_URL, MASTODON_TOKEN } = process.env
const { values } = parseArgs({
  options: { image: { type: 'string', multiple: true }, alt: { type: 'string', multiple: true } },
})
const { image = [], alt = [] } = values
const post = await text(process.stdin)
if (!IDENTIFIER || !PASSWORD || !MASTODON_URL || !MASTODON_TOKEN) {
  console.error('IDENTIFIER, PASSWORD, MASTODON_URL and MASTODON_TOKEN must be set.')
  process.exit(2)
}
if (!post.trim() || image.length !== alt.length) {
  console.error('Give a text to read, and with each --image an --alt that says what it shows.')
  process.exit(2)
}

const pictures = await Promise.all(
  image.map(async (path, index) => ({ file: await openAsBlob(path), alt: alt[index] ?? '' })),
)
const bluesky = new AtprotoClient(SERVICE ? { service: SERVICE } : {})
const mastodon = new MastodonClient({ url: MASTODON_URL, accessToken: MASTODON_TOKEN, minVersion: '4.0' })

await bluesky.login({ identifier: IDENTIFIER, password: PASSWORD })
await postOnBluesky(bluesky, post, pictures, console.log)
await postOnMastodon(mastodon, post, pictures, console.log)
