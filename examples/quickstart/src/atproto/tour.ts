import { AtprotoClient } from '@typefed/atproto-client'
import { seedTimeline, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { step } from '../terminal.ts'
import { followFirehose } from './firehose.ts'
import { postImage, postText } from './posts.ts'
import { likeFirst, printTimeline, walkTimeline } from './timeline.ts'

/** The AT Protocol client, at work on a real network. */
export async function tourAtproto(): Promise<void> {
  await using network = await step('Start a real AT Protocol network on loopback', async (say) => {
    const started = await startAtprotoNetwork({ appView: true, onProgress: say })
    const servers = [started.pds, started.plc, started.appView].map((server) =>
      server?.url.replace('http://', ''),
    )
    return { value: started, done: `PDS, PLC directory and AppView on ${servers.join(', ')}` }
  })
  const { viewer, authors } = await step('Let five people write a timeline', async (say) => {
    const seeded = await seedTimeline(network, { posts: 60, prefix: 'tour', onProgress: say })
    const { posts, replies, likes } = seeded.counts
    return { value: seeded, done: `${posts} posts, ${replies} replies, ${likes} likes` }
  })

  const client = new AtprotoClient({ service: network.pds.url })
  const { identifier, password } = { identifier: viewer.handle, password: viewer.password }
  await step('Log in', async () => {
    const me = await client.login({ identifier, password })
    return { value: me, done: `${me.displayName} (@${me.handle}), ${me.followersCount} followers, ${me.did}` }
  })

  const firehose = await followFirehose(network.pds.url)
  const friend = authors[0]
  if (!friend) throw new Error('nobody to mention')
  const post = await step('Post with a mention, a link and a tag', () => postText(client, friend))
  await step('Post an image', () => postImage(client))
  await step('See the post come by on the firehose', () => firehose.waitFor(post.uri))

  await network.processAll()
  await step('Read the home timeline', () => printTimeline(client))
  await step('Walk it to the end, page by page', () => walkTimeline(client))
  await step('Like somebody else’s post', () => likeFirst(client))
  await step('Log out, and take it all down', async () => {
    await client.logout()
    await network.close()
    return { value: undefined, done: 'no process and no file is left' }
  })
}
