import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AtprotoClient } from '@typefed/atproto-client'
import { startProgram } from '@typefed/test-servers/programs'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { afterAll, beforeAll, expect, test } from 'vitest'

let network: SharedNetwork
let folder: string

beforeAll(async () => {
  network = await sharedNetwork()
  folder = await mkdtemp(join(tmpdir(), 'mention-bot-'))
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('answers each mention once, those that came while it was away too', { timeout: 60_000 }, async () => {
  const [bot, fan] = [await network.createAccount(), await network.createAccount()]
  const client = new AtprotoClient({ service: network.pds.url })
  await client.login({ identifier: fan.handle, password: fan.password })
  const mention = async (text: string) => {
    const post = await client.sendPost(`@${bot.handle} ${text}`)
    await network.processAll()
    return post
  }
  const env = {
    SERVICE: network.pds.url,
    IDENTIFIER: bot.handle,
    PASSWORD: bot.password,
    FOLDER: folder,
    PAUSE: '100',
  }
  const start = () => startProgram(new URL('main.ts', import.meta.url), { env })

  const first = start()
  await first.says(`@${bot.handle} listens`)
  await mention('are you there?')
  await first.says(`answered @${fan.handle}`)
  expect(await first.stop()).toBe(0)

  const missed = await mention('and now?')
  const second = start()
  await second.says(`answered @${fan.handle}`)
  expect(await second.stop()).toBe(0)

  // A bot that has lost its notes finds its answers.
  await rm(join(folder, 'seen.txt'))
  const third = start()
  await third.says(`was answered before: ${missed.uri}`)
  expect(await third.stop()).toBe(0)

  await network.processAll()
  const { feed } = await client.getAuthorFeed(bot.did)
  expect(feed.map(({ post }) => post.replyCount)).toEqual([0, 0])
  const texts = feed.map(({ post }) => post.record.$type === 'app.bsky.feed.post' && post.record.text)
  expect(texts).toEqual(Array(2).fill(`Hello @${fan.handle}, I am a bot.`))
})

test('says what it needs', async () => {
  const program = startProgram(new URL('main.ts', import.meta.url), { env: { IDENTIFIER: '' } })
  await program.says('IDENTIFIER and PASSWORD must be set')
  expect(await program.ended).toBe(2)
})
