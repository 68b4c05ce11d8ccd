// Serves the page and says how to open it.
import { servePage } from './serve.ts'

const { BLUESKY, MASTODON_URL, MASTODON_TOKEN, PORT = '8080' } = process.env
const { url } = await servePage(Number(PORT))
const address = new URL(url)
if (BLUESKY) address.searchParams.set('bluesky', BLUESKY)
if (MASTODON_URL) address.searchParams.set('mastodon', MASTODON_URL)
if (MASTODON_TOKEN) address.searchParams.set('token', MASTODON_TOKEN)
console.log(`Open ${address.href}`)
