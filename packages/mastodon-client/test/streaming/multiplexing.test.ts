/** Many streams and many who listen, on one connection. */
import { describe, expect, test } from 'vitest'
import { isResponseError, isUnauthorizedError } from '@typefed/core'
import { failureOf } from '../support.ts'
import { arena, nextOf, take, until } from './support.ts'

describe('the streams of a client', () => {
  test('bring what happens, each its own, on one socket', async () => {
    await using place = await arena()
    const { client, sandbox } = place
    const { streaming } = client.api.v1
    await using user = streaming.user()
    await using tag = streaming.hashtag('#Cats')
    await using local = streaming.publicLocal()
    const events = [user, tag, local].map((stream) => nextOf(stream))
    await until(() => sandbox.streaming.messages.length === 3)
    expect(sandbox.streaming.sockets).toBe(1)
    expect(sandbox.streaming.messages).toEqual([
      { type: 'subscribe', stream: 'user' },
      { type: 'subscribe', stream: 'hashtag', tag: 'cats' },
      { type: 'subscribe', stream: 'public:local' },
    ])
    const post = await client.api.v1.statuses.post({ body: { status: 'Look #cats' } })
    for (const event of await Promise.all(events)) {
      expect(event).toMatchObject({ event: 'update', payload: { id: post.id } })
    }
  })
})
