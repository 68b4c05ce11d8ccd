import { AtprotoClient } from '@typefed/atproto-client'
import { MastodonClient } from '@typefed/mastodon-client'
import { type MastodonSandbox, startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { startProgram } from '@typefed/test-servers/programs'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LivePost, postsOfBluesky, postsOfMastodon } from './live-posts.ts'

let network: SharedNetwork
let sandbox: MastodonSandbox

beforeAll(async () => {
  network = await sharedNetwork()
  sandbox = await startMastodonSandbox()
}, 120_000)
afterAll(() => sandbox.close())

/** The first post with a text, which is written until it comes by: nobody tells when a server listens. */
async function seen(
  posts: AsyncIterable<LivePost>,
  text: string,
  write: () => Promise<unknown>,
): Promise<LivePost | undefined> {
  const writing = setInterval(() => void write(), 300)
  try {
    for await (const post of posts) if (post.text === text) return post
    return undefined
  } finally {
    clearInterval(writing)
  }
}

test('posts of both networks come by', async () => {
  const { handle, password, did } = await network.createAccount()
  const bluesky = new AtprotoClient({ service: network.pds.url })
  await bluesky.login({ identifier: handle, password })
  const mastodon = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })
  const text = 'Is 1 < 2 & "so on"?'
  const states = new Set<string>()
  const options = { signal: AbortSignal.timeout(20_000), onStatus: (state: string) => states.add(state) }

  expect(
    await Promise.all([
      seen(postsOfBluesky(network.pds.url, options), text, () => bluesky.sendPost(text)),
      seen(postsOfMastodon(sandbox.url, sandbox.token, options), text, () =>
        mastodon.api.v1.statuses.post({ body: { status: text } }),
      ),
    ]),
  ).toEqual([
    { network: 'bluesky', author: did, text },
    { network: 'mastodon', author: '@alice', text },
  ])
  expect([...states].sort()).toEqual(['bluesky: open', 'mastodon: open'])
})

test('the page is served, with a program that any bundler makes without a warning', async () => {
  const program = startProgram(new URL('main.ts', import.meta.url), {
    env: { PORT: '0', MASTODON_URL: 'https://mastodon.example', MASTODON_TOKEN: 'x y' },
  })
  await program.says('Open http://127.0.0.1:')
  const address = /Open (\S+)/.exec(program.output)?.[1] ?? ''
  expect(new URL(address).searchParams.get('token')).toBe('x y')
  expect(await fetch(address).then((answer) => answer.text())).toContain('<title>Live posts</title>')
  const script = await fetch(new URL('/page.js', address))
  expect(script.headers.get('content-type')).toContain('text/javascript')
  expect((await script.text()).length).toBeGreaterThan(10_000)
  await program.stop()
})
