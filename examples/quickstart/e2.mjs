import { XrpcClient, PasswordSession } from '@typefed/atproto-client/slim'
import { getTimeline } from '@typefed/atproto-client/app.bsky.feed.getTimeline'
const session = await PasswordSession.login({ service: 'https://bsky.social', identifier: 'a', password: 'b' })
const client = new XrpcClient({ session })
console.log(await client.call(getTimeline, { limit: 10 }))
