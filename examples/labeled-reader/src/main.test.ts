import { AtprotoClient } from '@typefed/atproto-client'
import { muteWord, setAdultContent } from '@typefed/atproto-client/moderation'
import { startProgram } from '@typefed/test-servers/programs'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { beforeAll, expect, test } from 'vitest'

let network: SharedNetwork

beforeAll(async () => {
  network = await sharedNetwork()
}, 120_000)

async function someone() {
  const account = await network.createAccount()
  const client = new AtprotoClient({ service: network.pds.url })
  await client.login({ identifier: account.handle, password: account.password })
  return { account, client }
}

test('hides, covers and marks', { timeout: 60_000 }, async () => {
  const [author, reader] = [await someone(), await someone()]
  await reader.client.follow(author.client.me)
  await setAdultContent(reader.client, true)
  await muteWord(reader.client, 'spoiler')
  await author.client.sendPost('Good morning')
  await author.client.sendPost('A spoiler: it was the gardener')
  await author.client.sendPost('Look at this', {
    labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'graphic-media' }] },
  })
  await network.processAll()

  const { handle: IDENTIFIER, password: PASSWORD } = reader.account
  const program = startProgram(new URL('main.ts', import.meta.url), {
    env: { SERVICE: network.pds.url, IDENTIFIER, PASSWORD },
  })
  await program.succeeds()
  expect(program.output).toContain(`@${author.account.handle} Good morning`)
  expect(program.output).toContain('covered: graphic-media')
  expect(program.output).not.toContain('gardener')
  expect(program.output).toContain('2 shown, 1 hidden')
})
