import { MastodonClient } from '@typefed/mastodon-client'
import { startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { step } from '../terminal.ts'
import { listenToHome } from './live.ts'
import { postImage, postPoll } from './posts.ts'
import { favouriteFirst, printTimeline, walkTimeline } from './timeline.ts'
import { readAnOlderServer } from './versions.ts'

/** The Mastodon client, at work on a sandbox that is driven by the OpenAPI document. */
export async function tourMastodon(): Promise<void> {
  await using sandbox = await step('Start a Mastodon sandbox', async () => {
    const started = await startMastodonSandbox({ pageSize: 20, mediaProcessing: 200 })
    started.seedTimeline({ statuses: 60 })
    const { operationIds, url } = started
    return {
      value: started,
      done: `${operationIds.length} operations from the document on ${url.replace('http://', '')}; it is a sandbox, and says so`,
    }
  })
  const client = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token, minVersion: '4.3' })
  await step('See what the server is', async () => {
    const { software, version, source } = await client.server()
    const { username } = await client.api.v1.accounts.verify_credentials.get()
    return { value: undefined, done: `${software} ${version}, by its ${source}; the token is @${username}’s` }
  })

  await step('Post with a poll', () => postPoll(client))
  await step('Upload an image, wait until it is processed, and post it', () => postImage(client))
  await step('Read the home timeline', () => printTimeline(client))
  await step('Walk it along its links, page by page', () => walkTimeline(client))
  await step('Favourite somebody else’s post', () => favouriteFirst(client))
  await step('Listen to the home timeline, lose the connection, and miss nothing', () =>
    listenToHome(client, sandbox),
  )
  await step('Ask an older server for what is newer', readAnOlderServer)
}
