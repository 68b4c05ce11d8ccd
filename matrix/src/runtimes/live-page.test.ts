import { AtprotoClient } from '@typefed/atproto-client'
import { MastodonClient } from '@typefed/mastodon-client'
import { spawnAtprotoNetwork } from '@typefed/test-servers/atproto'
import { startMastodonSandbox } from '@typefed/test-servers/mastodon'
import { expect, test } from 'vitest'
import { servePage } from '../../../examples/live-page/src/serve.ts'
import { launch, missing } from './drivers/chromium.ts'

test('a page in a browser follows both networks', async ({ skip }) => {
  skip(missing !== undefined, missing)
  await using network = await spawnAtprotoNetwork()
  await using sandbox = await startMastodonSandbox()
  await using page = await servePage()
  const { handle, password, did } = await network.createAccount()
  const bluesky = new AtprotoClient({ service: network.pds.url })
  await bluesky.login({ identifier: handle, password })
  const mastodon = new MastodonClient({ url: sandbox.url, accessToken: sandbox.token })

  const browser = await launch()
  // Nobody tells when a server listens: it is posted until one post comes by.
  const posting = setInterval(() => {
    void bluesky.sendPost('On <b>Bluesky</b>', { facets: [] })
    void mastodon.api.v1.statuses.post({ body: { status: 'On Mastodon' } })
  }, 500)
  try {
    const tab = await browser.newPage()
    const query = new URLSearchParams({
      bluesky: network.pds.url,
      mastodon: sandbox.url,
      token: sandbox.token,
    })
    await tab.goto(`${page.url}?${query}`)
    await tab.waitForSelector('li.bluesky')
    await tab.waitForSelector('li.mastodon')
    expect(await tab.textContent('li.bluesky')).toBe(`${did} On <b>Bluesky</b>`)
    expect(await tab.textContent('li.mastodon')).toBe('@alice On Mastodon')
    expect(tab.url()).toBe(page.url)
  } finally {
    clearInterval(posting)
    await browser.close()
  }
})
