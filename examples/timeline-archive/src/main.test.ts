import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AtprotoClient } from '@typefed/atproto-client'
import { startProgram } from '@typefed/test-servers/programs'
import { sharedNetwork, type SharedNetwork } from '@typefed/test-servers/vitest'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Archive } from './archive.ts'

let network: SharedNetwork
let folder: string

beforeAll(async () => {
  network = await sharedNetwork()
  folder = await mkdtemp(join(tmpdir(), 'timeline-archive-'))
}, 120_000)
afterAll(() => rm(folder, { recursive: true, force: true }))

test('keeps all posts once, however often it is interrupted', { timeout: 60_000 }, async () => {
  const { viewer } = network.seeded
  const { handle: IDENTIFIER, password: PASSWORD } = viewer
  const FILE = join(folder, 'timeline.sqlite')
  const env = { SERVICE: network.pds.url, IDENTIFIER, PASSWORD, FILE, LIMIT: '7' }
  const start = () => startProgram(new URL('main.ts', import.meta.url), { env })

  const first = start()
  await first.says('7 posts, 7 of them new')
  await first.stop()
  expect(first.output).toContain('interrupted')

  const second = start()
  await second.succeeds()
  expect(second.output).toContain('up to date')

  const client = new AtprotoClient({ service: network.pds.url })
  await client.login({ identifier: IDENTIFIER, password: PASSWORD })
  const timeline = await client.app.bsky.feed.getTimeline.paginate({ limit: 100 }).toArray()
  using archive = new Archive(FILE)
  expect(archive.size).toBe(new Set(timeline.map(({ post }) => post.uri)).size)

  const third = start()
  await third.succeeds()
  expect(third.output.match(/of them new/g)).toHaveLength(1)
})
