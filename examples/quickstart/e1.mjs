import { XrpcClient, PasswordSession } from '@typefed/atproto-client/slim'
import { createRecord } from '@typefed/atproto-client/com.atproto.repo.createRecord'
const session = await PasswordSession.login({ service: 'https://bsky.social', identifier: 'a', password: 'b' })
const client = new XrpcClient({ session })
console.log(await client.call(createRecord, { repo: session.did, collection: 'app.bsky.feed.post', record: { text: 'x' } }))
