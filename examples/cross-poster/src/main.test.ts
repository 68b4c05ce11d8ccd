import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AtprotoClient } from '@typefed/atproto-client'
import { MastodonClient } from '@typefed/mastodon-client'
import { type MastodonSandbox, startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { startProgram } from '@typefed/test-servers/programs'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { afterAll, beforeAll, expect, test } from 'vitest'

const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

let network: SharedNetwork
let sandbox: MastodonSandbox
let folder: string

beforeAll(async () => {
  network = await sharedNetwork()
  sandbox = await startMastodonSandbox({ mediaProcessing: 20 })
  folder = await mkdtemp(join(tmpdir(), 'cross-poster-'))
}, 120_000)
afterAll(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
})

test('posts a thread with a picture on both networks', { timeout: 60_000 }, async () => {
  const { handle, password } = await network.createAccount()
  const picture = join(folder, 'dot.png')
  await writeFile(picture, Buffer.from(PICTURE, 'base64'))
  const text = `Read example.com #typefed. ${'More and more words. '.repeat(30)}`
  const program = startProgram(new URL('main.ts', import.meta.url), {
    args: ['--image', picture, '--alt', 'A dot'],
    input: text,
    env: {
      SERVICE: network.pds.url,
      IDENTIFIER: handle,
      PASSWORD: password,
      MASTODON_URL: sandbox.url,
      MASTODON_TOKEN: sandbox.token,
    },
  })
  await program.succeeds()
  expect(program.output).toMatch(/Bluesky 3\/3: at:.*Mastodon 2\/2: http/s)

  await network.processAll()
  const bluesky = new AtprotoClient({ service: network.pds.url })
  await bluesky.login({ identifier: handle, password })
  const { feed } = await bluesky.getAuthorFeed(handle, { filter: 'posts_and_author_threads' })
  const first = feed.at(-1)?.post
  const record = first?.record.$type === 'app.bsky.feed.post' ? first.record : undefined
  expect(feed).toHaveLength(3)
  expect(record?.facets?.flatMap(({ features }) => features.map(({ $type }) => $type))).toEqual([
    'app.bsky.richtext.facet#link',
    'app.bsky.richtext.facet#tag',
  ])
  expect(first?.embed).toMatchObject({ $type: 'app.bsky.embed.images#view', images: [{ alt: 'A dot' }] })

  const mastodon = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })
  const statuses = await mastodon.api.v1.accounts(sandbox.user.id).statuses.get()
  expect(
    statuses.map(({ media_attachments: { length }, in_reply_to_id: parent }) => [length, parent]),
  ).toEqual([
    [0, statuses[1]?.id],
    [1, null],
  ])
  expect(sandbox.violations).toEqual([])
})

test('wants a description of every picture', async () => {
  const env = { IDENTIFIER: 'a', PASSWORD: 'b', MASTODON_URL: 'https://c.test', MASTODON_TOKEN: 'd' }
  const program = startProgram(new URL('main.ts', import.meta.url), {
    args: ['--image', 'x.png'],
    input: 'Hi',
    env,
  })
  expect(await program.ended).toBe(2)
  expect(program.output).toContain('with each --image an --alt')
})
