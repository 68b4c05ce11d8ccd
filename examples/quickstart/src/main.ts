// The tour that `npm start` ends with: a real network on loopback, and the generated client at work on it.
// Exit codes: 0 all steps done, 1 a step failed, 130 interrupted.
import { outro } from '@clack/prompts'
import { AtprotoClient } from '@typefed/atproto-client'
import { seedTimeline, startAtprotoNetwork } from '@typefed/test-servers/atproto'
import { generate } from './generated.ts'
import { greet, step, StepFailed } from './terminal.ts'
import { followFirehose } from './firehose.ts'
import { postImage, postText } from './posts.ts'
import { likeFirst, printTimeline, walkTimeline } from './timeline.ts'

async function tour(): Promise<void> {
  greet('typefed', 'typed clients for open social networks, generated from their own descriptions')
  await step('Generate the client from every public lexicon', generate)

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
  outro('That was all real. README.md goes on from here.')
}

// The network takes its processes and files down as this process ends, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
try {
  await tour()
} catch (error) {
  const failed = error instanceof StepFailed ? error : new StepFailed('The tour', error)
  console.error(`\n${failed.message}`)
  process.exitCode = 1
}
