import { fileURLToPath } from 'node:url'
import { show } from '@typefed/test-servers/editor'
import { expect, test } from 'vitest'

/** A program of a user, in which `/*n*\/` stands before what the pointer rests on. */
const PROGRAM = `
import { AtprotoClient } from '../../src/index.ts'
import { sendPost } from '../../src/slim.ts'
const client = new AtprotoClient()
await client./*1*/sendPost('Hello')
await client./*2*/unlike('at://did:web:a.test/app.bsky.feed.like/3kfxnwssz7k2a')
await client./*3*/getTimeline({ limit: 3 })
await client./*4*/sendImages('Look', [])
await /*5*/sendPost(client, 'Hello')
`

const { hovers } = show(fileURLToPath(new URL('.', import.meta.url)), PROGRAM)

test.each([
  ['1', 'Verbs.sendPost(post: Postable, options?: SendPostOptions): Promise<StrongRef>'],
  ['2', 'Verbs.unlike(liked: Liked, options?: CallOptions): Promise<void>'],
  ['3', 'Verbs.getTimeline(options?: GetTimelineOptions): Promise<GetTimelineOutput>'],
  ['4', 'Verbs.sendImages(post: Postable, images: readonly ImageInput[], options?: SendMediaOptions)'],
  ['5', 'sendPost(client: Caller, post: Postable, options?: SendPostOptions): Promise<StrongRef>'],
])('hover %s shows %s', (marker, expected) => {
  expect(hovers.get(marker)?.replaceAll(/\s+/g, ' ')).toContain(expected)
})
